import { parseBody, parseParameters } from '@skillwright/service';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Topics } from '../contracts/define-topics.js';
import type { OutboxStore } from '../outbox/outbox-store.js';
import type { EventTransport } from '../log/event-transport.js';
import { findDeadLetters, replayDeadLetter, type DeadLetter } from './dead-letters.js';
import { describeTopics } from './topic-states.js';

export interface EventsAdminOptions {
  readonly topics: Pick<Topics, 'names'>;
  /** The service's own outbox. */
  readonly outbox: OutboxStore;
  readonly transport: EventTransport;
  /** The consumer groups whose lag is answered when the caller names none. */
  readonly groups: readonly string[];
}

const range = z.strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) });
const topicsQuery = z.object({
  group: z
    .union([z.string().min(1), z.array(z.string().min(1)).max(20)])
    .transform((groups) => [groups].flat())
    .optional(),
});

/**
 * Serves the operators' calls about a service's outbox and event log on the service's own port: `GET /admin/outbox`,
 * `POST /admin/outbox/republish`, `GET /admin/topics`, `GET /admin/dead-letters`, `POST /admin/dead-letters/replay`.
 */
export function registerEventsAdmin(http: FastifyInstance, options: EventsAdminOptions): void {
  const { outbox, transport, groups } = options;
  const topic = z.enum(options.topics.names);
  const place = z.strictObject({ topic, partition: z.int().min(0), offset: z.int().min(0) });
  const lettersQuery = z.object({ topic, limit: z.coerce.number().int().min(1).max(1_000).default(100) });

  http.get('/admin/outbox', async () => {
    const { count, oldest } = await outbox.backlog();
    return {
      name: outbox.name,
      backlog: count,
      oldest: oldest && {
        event_id: oldest.id,
        topic: oldest.topic,
        key: oldest.key,
        created_at: oldest.createdAt.toISOString(),
      },
    };
  });
  http.post('/admin/outbox/republish', async (request) => {
    const { from, to } = parseBody(range, request.body);
    return { republished: await outbox.republish({ from: new Date(from), to: new Date(to) }) };
  });

  http.get('/admin/topics', async (request) => {
    const { query } = parseParameters({ query: topicsQuery }, request);
    return { topics: await describeTopics(transport, query.group ?? groups) };
  });
  http.get('/admin/dead-letters', async (request) => {
    const { query } = parseParameters({ query: lettersQuery }, request);
    const letters = await findDeadLetters(transport, { ...query, signal: request.caller.signal });
    return { dead_letters: letters.map(toJson) };
  });
  http.post('/admin/dead-letters/replay', async (request) => ({
    replayed: toJson(await replayDeadLetter(transport, parseBody(place, request.body), request.caller.signal)),
  }));
}

function toJson({ eventId, failedAt, ...letter }: DeadLetter) {
  return { ...letter, event_id: eventId, failed_at: failedAt };
}
