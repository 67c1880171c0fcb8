import { waitFor } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { DeleteSkillDocument } from '../generated/operations.js';
import { documentedEventFields } from '../harness/documented-fields.js';
import { queryGraphQL } from '../harness/graphql.js';
import { brokersOf, readRecords, type KafkaRecord } from '../harness/kafka-records.js';
import { uniqueName } from '../harness/sample-skill.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { walkTour, type Walk } from './walk.js';

describeKafka("the tour's events, as an independent consumer sees them", () => {
  let walk: Walk;
  let brokers: string[];

  /** Waits until a topic has `count` records with the key, and returns them. */
  function recordsOf(topic: string, key: string, count: number): Promise<KafkaRecord[]> {
    return waitFor(
      async () => {
        const records = (await readRecords(brokers, topic)).filter((record) => record.key === key);
        return records.length >= count ? records : undefined;
      },
      { description: `${count} record(s) of ${key} on ${topic}`, intervalMs: 200 },
    );
  }

  beforeAll(async () => {
    const { url } = await sharedSystem();
    brokers = await brokersOf(url);
    walk = await walkTour(url, uniqueName('events'));
    await queryGraphQL(url, DeleteSkillDocument, { input: { id: walk.skillId } });
  }, sharedSystemTimeoutMs);

  it.each<[string, 'skillId' | 'projectId', object]>([
    ['skill.created', 'skillId', { version: '1.0.0' }],
    ['skill.updated', 'skillId', { version: '1.0.1', previous_version: '1.0.0' }],
    ['skill.deleted', 'skillId', {}],
    ['templates.updated', 'skillId', { templates: expect.arrayContaining([expect.anything()]) }],
    ['project.generated', 'projectId', { revision: 1, files_count: 4 }],
    ['feature.generated', 'projectId', { name: 'good-morning', revision: 2, files_count: 5 }],
    ['generation.failed', 'projectId', { name: 'greet' }],
    ['validation.completed', 'projectId', { kind: expect.stringMatching(/^(?:code|tests)$/), status: 'passed' }],
  ])('%s has its documented key and value, and the envelope in headers', async (topic, keyName, value) => {
    const [record] = await recordsOf(topic, walk[keyName], 1);

    expect(Object.keys(record?.value ?? {})).toEqual(await documentedEventFields(topic));
    expect(record?.value).toMatchObject(value);
    expect(record?.value['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/);
    expect(record?.headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/json/),
      ce_specversion: '1.0',
      ce_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      ce_source: expect.stringMatching(/^\/skillwright\/(?:skill|generation|validation)$/),
      ce_type: topic,
      ce_time: expect.any(String),
      ce_subject: walk[keyName],
    });
  });

  it('include one automatic validation for each revision of the project', async () => {
    // The tour requests two validations; the events of the project's two revisions cause two more.
    const records = await recordsOf('validation.completed', walk.projectId, 4);
    expect(records.map(({ value }) => value['kind']).sort()).toEqual(['code', 'code', 'code', 'tests']);
  });

  it('are one for each mutation', async () => {
    const created = await recordsOf('skill.created', walk.skillId, 1);
    const updated = await recordsOf('skill.updated', walk.skillId, 1);
    const generated = await recordsOf('project.generated', walk.projectId, 1);
    const ids = [...created, ...updated, ...generated].map(({ headers }) => headers['ce_id']);
    expect(new Set(ids).size).toBe(3);
  });
});
