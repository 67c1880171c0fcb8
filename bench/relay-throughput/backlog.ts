import { createEvent, type Event } from '@skillwright/contracts/events';
import { outboxRow } from '@skillwright/events/outbox';
import { newId } from '@skillwright/service';
import type { Pool } from 'pg';

const keys = 100;

/** Creates events like the skill service's, of about 500 bytes each with headers, over 100 keys. */
export function createBacklog(length: number): Event[] {
  const ids = Array.from({ length: keys }, () => newId());
  return Array.from({ length }, (_, index) => {
    const id = ids[index % keys] ?? '';
    const data = {
      skill_id: id,
      name: `skill-${index % keys}`,
      description: 'Services that answer over HTTP, with their tests and a health check.',
      version: `1.0.${index}`,
      created_by: 'platform',
      timestamp: new Date().toISOString(),
    };
    return createEvent('skill.created', id, data, { source: '/skillwright/skill' });
  });
}

/**
 * Inserts the events' rows in one transaction, so that a relay sees all at once. Returns the function that commits it.
 */
export async function insertBacklog(pool: Pool, events: readonly Event[]): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query('begin');
  await client.query(
    `insert into outbox (id, aggregatetype, aggregateid, type, payload, source, time, traceparent)
     select id, aggregatetype, aggregateid, type, payload, source, time, traceparent
     from json_to_recordset($1) as row (id uuid, aggregatetype text, aggregateid text, type text, payload json,
                                        source text, time timestamptz, traceparent text)`,
    [JSON.stringify(events.map(outboxRow))],
  );
  return async () => {
    await client.query('commit');
    client.release();
  };
}
