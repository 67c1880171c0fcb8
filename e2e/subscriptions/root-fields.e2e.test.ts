import { waitFor } from '@skillwright/testing';
import { subscribeBySse, subscribeByWebSocket, type Received, type Subscribe } from '@skillwright/testing/subscribers';
import {
  CreateSkillDocument,
  DeleteSkillDocument,
  GenerateProjectDocument,
  UpdateSkillDocument,
  WatchEventsDocument,
  WatchProjectsDocument,
  WatchSkillDocument,
  WatchValidationsDocument,
} from '../generated/operations.js';
import { documentedEventFields } from '../harness/documented-fields.js';
import { queryGraphQL } from '../harness/graphql.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { subscribe, takeCursor } from '../harness/subscriptions.js';
import { waitForTemplate } from '../harness/templates.js';

const name = uniqueName('watched');
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const cursor = expect.stringMatching(/./);

let url: string;
/** A cursor before the events of the skill and its project. */
let start: string;
let skillId: string;
let projectId: string;
const open: { stop(): void }[] = [];

beforeAll(async () => {
  ({ url } = await sharedSystem());
  start = await takeCursor(url);
  ({ id: skillId } = await createSkill(name));
  await waitForTemplate(url, `${name}-project`);
  // This validation belongs to no project, so the subscribers of a project must not get it.
  await callRest(url, 'POST', '/validate/code', {
    body: { files: [{ path: 'a.js', content: 'export const a = 1;\n' }] },
  });
  const input = { name, template: `${name}-project`, parameters: {} };
  const { generateProject } = await queryGraphQL(url, GenerateProjectDocument, { input });
  projectId = String(generateProject.project?.id);
  await waitFor(
    async () => {
      const { body } = await callRest(url, 'GET', `/validate/report?project_id=${projectId}&kind=code`);
      return (body as { status: unknown }).status === 'passed';
    },
    { description: 'the validation that follows a generation' },
  );
}, sharedSystemTimeoutMs);

afterEach(() => open.splice(0).forEach((subscriber) => subscriber.stop()));

async function createSkill(skillName: string) {
  return (await queryGraphQL(url, CreateSkillDocument, { input: sampleSkill(skillName) })).createSkill.skill;
}

describe.each<[string, Subscribe]>([
  ['graphql-ws', subscribeByWebSocket],
  ['graphql-sse', subscribeBySse],
])('over the stock client of %s', (_, connectTo) => {
  const keep = <Data>(subscriber: Received<Data>) => {
    open.push(subscriber);
    return subscriber;
  };
  /** Waits for the first result about this test's own data, since other tests share the system. */
  const first = <Data>({ results }: Received<Data>, isOurs: (data: Data) => boolean) =>
    waitFor(() => results.find(({ data }) => data && isOurs(data)));

  it('`events` delivers the data of an event and the entities that it names', async () => {
    const variables = { topics: ['skill.created'], after: start };
    const subscriber = keep(subscribe(connectTo, url, WatchEventsDocument, variables));
    const result = await first(subscriber, ({ events }) => events.key === skillId);

    const templates = [{ name: `${name}-feature` }, { name: `${name}-project` }];
    const data = expect.objectContaining({ skill_id: skillId, name, version: '1.0.0' });
    const envelope = { cursor, id: uuid, topic: 'skill.created', key: skillId, time: expect.any(String), data };
    expect(result).toEqual({
      data: { events: { ...envelope, skill: { name, templates }, project: null, report: null } },
    });
    expect(Object.keys(result.data?.events.data as object)).toEqual(await documentedEventFields('skill.created'));
  });

  it('`skillChanged` delivers the creation, update and deletion of a skill', async () => {
    const skill = await createSkill(uniqueName('changing'));
    const subscriber = keep(subscribe(connectTo, url, WatchSkillDocument, { id: skill.id, after: start }));
    await subscriber.atLeast(1);
    const input = { id: skill.id, description: 'Changed.', instructions: '# Changed' };
    await queryGraphQL(url, UpdateSkillDocument, { input });
    await subscriber.atLeast(2);
    await queryGraphQL(url, DeleteSkillDocument, { input: { id: skill.id } });
    await subscriber.atLeast(3);

    const changed = (change: string, version?: string) => ({
      data: { skillChanged: { cursor, change, skill: version === undefined ? null : { name: skill.name, version } } },
    });
    expect(subscriber.results).toEqual([changed('CREATED', '1.0.0'), changed('UPDATED', '1.0.1'), changed('DELETED')]);
  });

  it('`projectGenerated` delivers a project with its skill and its newest report', async () => {
    const subscriber = keep(subscribe(connectTo, url, WatchProjectsDocument, { after: start }));
    const result = await first(subscriber, ({ projectGenerated: { project } }) => project?.name === name);
    const project = { name, skill: { name }, latestReport: { status: 'PASSED' } };
    expect(result).toEqual({ data: { projectGenerated: { cursor, project } } });
  });

  it('`validationFinished` spans all three subgraphs for an automatic validation', async () => {
    const subscriber = keep(subscribe(connectTo, url, WatchValidationsDocument, { projectId, after: start }));
    await subscriber.atLeast(1);
    const project = { name, template: { name: `${name}-project`, skill: { name } } };
    expect(subscriber.results).toEqual([
      { data: { validationFinished: { cursor, report: { status: 'PASSED', project } } } },
    ]);
  });

  it.each([
    ['events', WatchEventsDocument],
    ['skillChanged', WatchSkillDocument],
    ['projectGenerated', WatchProjectsDocument],
    ['validationFinished', WatchValidationsDocument],
  ] as const)('`%s` refuses an invalid cursor', async (_field, document) => {
    const subscriber = keep(subscribe(connectTo, url, document as typeof WatchEventsDocument, { after: 'nonsense' }));
    expect(await subscriber.errors()).toMatchObject([{ extensions: { code: 'EVENT_CURSOR_INVALID' } }]);
    expect(subscriber.results.filter(({ data }) => data)).toEqual([]);
  });
});
