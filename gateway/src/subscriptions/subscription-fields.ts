import { topics, type Event, type Topic } from '@skillwright/contracts/events';
import { gatewayErrors } from '@skillwright/contracts/gateway';
import { quote } from '@skillwright/rules';
import type { EventFilter } from './delivery.js';

/** An event, as the fields of a subscription show it. */
export interface EventView {
  /** The fields of the payload that come from the event itself. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The ids of the entities that the event names, by field of the payload; null if it names none. */
  readonly ids: Readonly<Record<string, string | null>>;
}

interface SubscriptionField {
  /** Returns the filter for the arguments of the field. Throws EVENT_TOPIC_UNKNOWN. */
  filter(args: Readonly<Record<string, unknown>>): EventFilter;
  view(event: Event): EventView;
}

/** The query field that finds an entity by its id, for each field of the payload that shows one. */
export const entityQueries: Readonly<Record<string, string>> = {
  skill: 'skill',
  template: 'template',
  project: 'project',
  report: 'validationReport',
};

const all = () => true;

const skillChanges: Partial<Record<Topic, string>> = {
  'skill.created': 'CREATED',
  'skill.updated': 'UPDATED',
  'skill.deleted': 'DELETED',
};
const skillTopics = new Set(Object.keys(skillChanges).filter(topics.has));
const finished = new Set<Topic>(['validation.completed', 'validation.failed']);

/** The root fields of `Subscription`. */
export const subscriptionFields: Readonly<Record<string, SubscriptionField>> = {
  events: {
    filter: ({ topics: wanted }) => ({
      topics: topicsOf(wanted as readonly string[] | null | undefined),
      matches: all,
    }),
    view: (event) => {
      const { id, topic, key, time, data } = event;
      const { skill_id, template_id, project_id, validation_id } = idsIn(event);
      return {
        values: { id, topic, key, time, data },
        ids: { skill: skill_id, template: template_id, project: project_id, report: validation_id },
      };
    },
  },
  skillChanged: {
    filter: ({ id }) => ({ topics: skillTopics, matches: idMatcher('skill_id', id) }),
    view: (event) => {
      const { skill_id } = idsIn(event);
      const deleted = event.topic === 'skill.deleted';
      return {
        values: { change: skillChanges[event.topic], skillId: skill_id },
        ids: { skill: deleted ? null : skill_id },
      };
    },
  },
  projectGenerated: {
    filter: () => ({ topics: new Set<Topic>(['project.generated']), matches: all }),
    view: (event) => {
      const { project_id } = idsIn(event);
      return { values: { projectId: project_id }, ids: { project: project_id } };
    },
  },
  validationFinished: {
    filter: ({ projectId }) => ({
      topics: finished,
      matches: idMatcher('project_id', projectId),
    }),
    view: (event) => {
      const { validation_id } = idsIn(event);
      return { values: { reportId: validation_id }, ids: { report: validation_id } };
    },
  },
};

function topicsOf(wanted: readonly string[] | null | undefined): ReadonlySet<Topic> {
  if (!wanted) return new Set(topics.names);
  return new Set(
    wanted.map((topic, index) => {
      if (topics.has(topic)) return topic;
      const message = `There is no topic ${quote(topic)}; there are ${topics.names.join(', ')}.`;
      throw gatewayErrors.EVENT_TOPIC_UNKNOWN(
        { topic: quote(topic) },
        { errors: [{ code: 'topic', path: `topics[${index}]`, message }] },
      );
    }),
  );
}

type IdField = 'skill_id' | 'template_id' | 'project_id' | 'validation_id';

/** An argument that is missing or null restricts nothing. */
function idMatcher(field: IdField, wanted: unknown): EventFilter['matches'] {
  return typeof wanted === 'string' ? (event) => idsIn(event)[field] === wanted : all;
}

function idsIn({ data }: Event): Record<IdField, string | null> {
  const found = data as Partial<Record<IdField, string | null>>;
  return {
    skill_id: found.skill_id ?? null,
    template_id: found.template_id ?? null,
    project_id: found.project_id ?? null,
    validation_id: found.validation_id ?? null,
  };
}
