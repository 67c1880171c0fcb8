import { waitFor } from '@skillwright/testing';
import { callRest } from '../harness/rest.js';
import { uniqueName } from '../harness/sample-skill.js';

/** A mutation of each service: the topic of its event, and the field of its answer that is the event's key. */
export const mutatedTopics = {
  'skill.created': 'id',
  'project.generated': 'project_id',
  'validation.completed': 'report_id',
} as const;

type Topic = keyof typeof mutatedTopics;

export interface Mutations {
  /** The topic and key of the event of each successful mutation. */
  readonly answered: readonly { readonly topic: Topic; readonly key: string }[];
  /** Resolves once `count` more of each kind have been answered. */
  each(count: number): Promise<void>;
  /** Resolves when all services have stopped answering. */
  readonly over: Promise<unknown>;
}

/** Sends mutations to all three services at once, without a pause, until the system stops answering. */
export function mutateUntilKilled(url: string, template: string): Mutations {
  const answered: { topic: Topic; key: string }[] = [];
  const repeat = async (topic: Topic, path: string, body: () => object) => {
    for (;;) {
      const answer = await callRest(url, 'POST', path, { body: body() }).catch(() => undefined);
      if (answer?.status !== 201) return;
      const made = answer.body as Record<string, string>;
      answered.push({ topic, key: String(made[mutatedTopics[topic]]) });
    }
  };
  const skill = () => ({ name: uniqueName('hurry'), description: 'Made in a hurry.', instructions: '# Hurry' });
  const spec = { name: 'hurry', template };
  const files = [{ path: 'a.js', content: 'export const a = 1;\n' }];
  const over = Promise.all([
    repeat('skill.created', '/skills', skill),
    repeat('project.generated', '/generate/project', () => ({ spec })),
    repeat('validation.completed', '/validate/code', () => ({ files })),
  ]);
  return {
    answered,
    each: async (count) => {
      const from = answered.length;
      const since = (topic: string) => answered.slice(from).filter((mutation) => mutation.topic === topic).length;
      await waitFor(() => Object.keys(mutatedTopics).every((topic) => since(topic) >= count), {
        description: `${count} more mutation(s) of each kind to be answered`,
      });
    },
    over,
  };
}
