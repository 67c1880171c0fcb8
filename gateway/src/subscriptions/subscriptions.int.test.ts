import { connect } from 'node:net';
import { once } from 'node:events';
import { waitFor } from '@skillwright/testing';
import { subscribeBySse, subscribeByWebSocket, type Received } from '@skillwright/testing/subscribers';
import { WebSocket } from 'ws';
import { byWebSocket } from '../../test/doors.js';
import { ids, skillCreated, startPlatform, validationCompleted, type Platform } from '../../test/platform.js';
import { encodeCursor } from './cursor.js';
import { LogPositions } from './log-positions.js';

let platform: Platform;
const open: Received[] = [];

beforeAll(async () => {
  platform = await startPlatform();
});
afterEach(async () => {
  for (const subscriber of open.splice(0)) subscriber.stop();
  await waitFor(async () => (await platform.subscribers()) === 0);
  for (const requests of Object.values(platform.requests)) requests.splice(0);
});
afterAll(() => platform.stop());

describe.each([
  ['WebSocket', subscribeByWebSocket],
  ['SSE', subscribeBySse],
])('a subscription over %s', (_, connectTo) => {
  /** Subscribes. Resolves once the gateway counts the subscriber. */
  async function subscribe(query: string, variables?: Record<string, unknown>): Promise<Received> {
    const subscriber = connectTo(platform.gateway.url, query, variables);
    open.push(subscriber);
    const expected = open.length;
    await waitFor(async () => (await platform.subscribers()) >= expected);
    return subscriber;
  }

  it('delivers each event of its topics, with cursor, id, key and data', async () => {
    const subscriber = await subscribe(
      'subscription { events(topics: ["skill.created"]) { __typename cursor id topic key time data } }',
    );
    await platform.publish('validation.completed', validationCompleted(ids.r1, ids.p1));
    const [event] = await platform.publish('skill.created', skillCreated(ids.s1));
    await subscriber.atLeast(1);
    expect(subscriber.results).toEqual([
      {
        data: {
          events: {
            __typename: 'Event',
            cursor: expect.any(String),
            id: event?.id,
            topic: 'skill.created',
            key: ids.s1,
            time: event?.time,
            data: event?.data,
          },
        },
      },
    ]);
  });

  it('selects fields of all three subgraphs on the entities of an event', async () => {
    const subscriber = await subscribe(
      `
      subscription ($deep: Boolean!, $of: ID!) {
        done: validationFinished(projectId: $of) {
          report { status project { ...P } }
        }
      }
      fragment P on Project { title: name template @include(if: $deep) { name skill { name } } }
    `,
      { deep: true, of: ids.p1 },
    );
    await platform.publish(
      'validation.completed',
      validationCompleted(ids.r1, ids.p2),
      validationCompleted(ids.r2, ids.p1),
    );
    await subscriber.atLeast(1);
    const template = { name: 'template 3', skill: { name: 'skill 1' } };
    expect(subscriber.results).toEqual([
      { data: { done: { report: { status: 'PASSED', project: { title: 'project 4', template } } } } },
    ]);
  });

  it('fetches nothing for an event that an argument excludes', async () => {
    const subscriber = await subscribe(`subscription { skillChanged(id: "${ids.s2}") { change skill { name } } }`);
    await platform.publish('skill.created', ...Array.from({ length: 20 }, () => skillCreated(ids.s1)));
    await platform.publish('skill.created', skillCreated(ids.s2));
    await subscriber.atLeast(1);
    expect(subscriber.results).toEqual([{ data: { skillChanged: { change: 'CREATED', skill: { name: 'skill 2' } } } }]);
    expect(platform.requests.skill).toHaveLength(1);
  });

  it('shares its fetches with subscriptions of the same selection', async () => {
    const query = 'subscription { skillChanged { skill { name version } } }';
    const same = await Promise.all([subscribe(query), subscribe(query), subscribe(query)]);
    await platform.publish('skill.created', skillCreated(ids.s1));
    await Promise.all(same.map((subscriber) => subscriber.atLeast(1)));
    expect(platform.requests.skill).toHaveLength(1);
  });

  it('delivers an event whose entity cannot be found, with null and an error at its path', async () => {
    const subscriber = await subscribe('subscription { skillChanged { change it: skill { name } } }');
    await platform.publish('skill.created', skillCreated(ids.gone), skillCreated(ids.broken));
    await subscriber.atLeast(2);
    expect(subscriber.results[0]).toEqual({ data: { skillChanged: { change: 'CREATED', it: null } } });
    expect(subscriber.results[1]).toMatchObject({
      data: { skillChanged: { change: 'CREATED', it: null } },
      errors: [{ path: ['skillChanged', 'it'], extensions: { code: 'INTERNAL' } }],
    });
    expect(JSON.stringify(subscriber.results)).not.toContain('fire');
  });

  it('does not fetch a deleted skill', async () => {
    const subscriber = await subscribe('subscription { skillChanged { change skillId skill { name } } }');
    await platform.publish('skill.deleted', { skill_id: ids.s1, name: 's', timestamp: '2026-11-23T08:00:00.000Z' });
    await subscriber.atLeast(1);
    expect(subscriber.results[0]?.data).toEqual({ skillChanged: { change: 'DELETED', skillId: ids.s1, skill: null } });
    expect(platform.requests.skill).toHaveLength(0);
  });

  it.each([
    ['an unknown field', 'subscription { events { nope } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields', 'subscription { events { id } projectGenerated { cursor } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a document that does not parse', 'subscription { events', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown topic', 'subscription { events(topics: ["nope"]) { id } }', 'EVENT_TOPIC_UNKNOWN'],
    ['an invalid cursor', 'subscription { events(after: "nope") { id } }', 'EVENT_CURSOR_INVALID'],
  ])('with %s is refused with a code', async (_fault, query, code) => {
    const subscriber = connectTo(platform.gateway.url, query);
    expect(await subscriber.errors()).toMatchObject([{ extensions: { code, request_id: expect.any(String) } }]);
    subscriber.stop();
  });

  it('with a cursor that the log has never reached ends with EVENTS_GAP', async () => {
    const beyond = encodeCursor(LogPositions.from({ 'skill.created': [1_000_000] }));
    const subscriber = connectTo(platform.gateway.url, `subscription { skillChanged(after: "${beyond}") { cursor } }`);
    expect(await subscriber.errors()).toMatchObject([{ extensions: { code: 'EVENTS_GAP' } }]);
    subscriber.stop();
  });

  it('is no longer counted when its client disconnects', async () => {
    const subscriber = await subscribe('subscription { events { id } }');
    subscriber.stop();
    await waitFor(async () => (await platform.subscribers()) === 0);
  });

  it('may also be a query', async () => {
    const subscriber = connectTo(platform.gateway.url, `{ skill(id: "${ids.s1}") { name } }`);
    await subscriber.ended;
    expect(subscriber.results).toEqual([{ data: { skill: { name: 'skill 1' } } }]);
    subscriber.stop();
  });
});

describe('GraphQL over SSE', () => {
  it('sends each event with its cursor, and resumes at Last-Event-ID whatever the operation contains', async () => {
    const query = 'subscription { skillChanged(after: "the operation of the first request") { cursor skillId } }';
    const start = encodeCursor(LogPositions.from({ 'skill.created': [0], 'skill.updated': [0], 'skill.deleted': [0] }));
    const response = await fetch(`${platform.gateway.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream', 'last-event-id': start },
    });
    await platform.publish('skill.created', skillCreated(ids.s1));
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('\n\n')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    const [, id = '', data = ''] = /^event: next\nid: (.+)\ndata: (.+)\n\n/.exec(text) ?? [];
    expect(JSON.parse(data)).toMatchObject({ data: { skillChanged: { cursor: id } } });
    expect(response.headers.get('x-request-id')).toBeTruthy();
  });

  it('executes no mutation by GET', async () => {
    const query = encodeURIComponent('mutation { deleteSkill(input: {id: "s1"}) { id } }');
    const response = await fetch(`${platform.gateway.url}/graphql?query=${query}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(await response.text()).toContain('MUTATION_NEEDS_POST');
    expect(platform.requests.skill).toHaveLength(0);
  });

  it('refuses a body that is not a GraphQL request with a problem document', async () => {
    const response = await fetch(`${platform.gateway.url}/graphql`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query: 7 }),
    });
    expect([response.status, (await response.json()) as unknown]).toMatchObject([400, { errors: [{ path: 'query' }] }]);
  });
});

describe('a WebSocket', () => {
  it.each([
    ['from a page of another origin', '/graphql', { origin: 'https://evil.example' }, 403],
    ['to another path', '/elsewhere', {}, 404],
  ])('%s is refused', async (_, path, headers, status) => {
    const socket = new WebSocket(platform.gateway.url.replace('http', 'ws') + path, 'graphql-transport-ws', {
      headers,
    });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain(String(status));
  });

  it.each(['{ nope }', 'subscription { nope }', 'mutation {', 'query A { __typename } query B { __typename }'])(
    'answers the refused operation %s with an error and without a result',
    async (query) => {
      const messages = await byWebSocket(platform.gateway, { query });
      expect(messages).toContain('"type":"error"');
      expect(messages).not.toMatch(/"type":"(next|complete)"/);
    },
  );

  it('from a page of the same origin is accepted', async () => {
    const url = platform.gateway.url.replace('http', 'ws');
    const socket = new WebSocket(`${url}/graphql`, 'graphql-transport-ws', {
      headers: { origin: platform.gateway.url },
    });
    await once(socket, 'open');
    socket.close();
  });
});

describe('the schema', () => {
  it('shows the subscriptions to introspection, with the fields of the supergraph', async () => {
    const { body } = await platform.gateway.query(`{
      skill(id: "${ids.s1}") { name }
      __schema { subscriptionType { fields { name } } }
      __type(name: "Event") { fields { name } }
    }`);
    const fields = ['events', 'skillChanged', 'projectGenerated', 'validationFinished'].map((name) => ({ name }));
    expect(body.data).toMatchObject({
      skill: { name: 'skill 1' },
      __schema: { subscriptionType: { fields } },
      __type: { fields: expect.arrayContaining([{ name: 'cursor' }, { name: 'report' }]) },
    });
  });

  it('refuses a subscription that is sent as a plain request, and names its transports', async () => {
    const { status, body } = await platform.gateway.query('subscription { events { id } }');
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, 'SUBSCRIPTION_NEEDS_STREAM']);
  });
});

describe('a subscriber that does not read', () => {
  let small: Platform;
  beforeEach(async () => {
    small = await startPlatform({ maxEvents: 10 });
  });
  afterEach(() => small.stop());

  const cutOff = async () => (await small.metrics()).includes('reason="EVENTS_SLOW_CONSUMER"');

  /** Publishes large events, at the pace of a subscriber that reads, until the other one is cut off. */
  async function publishUntilCutOff(reading: Received): Promise<void> {
    const large = { ...skillCreated(ids.s1), description: 'x'.repeat(200_000) };
    const soFar = reading.results.length;
    for (let count = 5; !(await cutOff()); count += 5) {
      await small.publish('skill.created', large, large, large, large, large);
      await reading.atLeast(soFar + count);
    }
  }

  it('over WebSocket is closed with 4428, and others receive every event', async () => {
    const stuck = new WebSocket(`${small.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const closed = once(stuck, 'close');
    await once(stuck, 'open');
    stuck.send('{"type":"connection_init"}');
    await once(stuck, 'message');
    stuck.send('{"id":"1","type":"subscribe","payload":{"query":"subscription { events { data } }"}}');
    stuck.pause();
    const reading = subscribeByWebSocket(small.gateway.url, 'subscription { events { key } }');
    await waitFor(async () => (await small.subscribers()) === 2);
    await publishUntilCutOff(reading);
    stuck.resume();
    expect(await closed).toMatchObject([4428, Buffer.from('EVENTS_SLOW_CONSUMER')]);
    reading.stop();
  });

  it('over SSE gets the error as its last event', async () => {
    const { hostname, port } = new URL(small.gateway.url);
    const socket = connect(Number(port), hostname);
    const query = encodeURIComponent('subscription { events { data } }');
    const headers = ['host: localhost', 'accept: text/event-stream', 'connection: close'].join('\r\n');
    socket.write(`GET /graphql?query=${query} HTTP/1.1\r\n${headers}\r\n\r\n`);
    await once(socket, 'readable');
    const reading = subscribeBySse(small.gateway.url, 'subscription { events { key } }');
    await waitFor(async () => (await small.subscribers()) === 2);
    await publishUntilCutOff(reading);
    let tail = '';
    socket.on('data', (chunk) => (tail = (tail + String(chunk)).slice(-2_000)));
    await once(socket, 'end');
    expect(tail).toMatch(/event: next\ndata: \{"errors":\[.*"EVENTS_SLOW_CONSUMER".*\]\}\n\n[^]*event: complete/);
    reading.stop();
  });
});

describe('when the gateway stops', () => {
  it('its streams end, and do not delay it', async () => {
    const stopping = await startPlatform();
    const socket = subscribeByWebSocket(stopping.gateway.url, 'subscription { events { id } }');
    const stream = subscribeBySse(stopping.gateway.url, 'subscription { events { id } }');
    await waitFor(async () => (await stopping.subscribers()) === 2);
    const ends = Promise.allSettled([socket.ended, stream.ended]);
    const started = performance.now();
    await stopping.stop();
    await ends;
    expect(performance.now() - started).toBeLessThan(3_000);
    socket.stop();
    stream.stop();
  });
});
