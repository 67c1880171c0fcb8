import { callRest } from '../harness/rest.js';
import { uniqueName } from '../harness/sample-skill.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { takeCursor } from '../harness/subscriptions.js';

const query = 'subscription { events(topics: ["skill.updated"]) { cursor id key } }';

interface Message {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: {
    readonly data?: { readonly events: { readonly cursor: string; readonly id: string; readonly key: string } };
    readonly errors?: unknown;
  };
}

let url: string;

beforeAll(async () => {
  ({ url } = await sharedSystem());
}, sharedSystemTimeoutMs);

/** Subscribes like `curl -N` and yields the messages of the stream. */
async function* readStream(lastEventId: string): AsyncGenerator<Message, void, undefined> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'last-event-id': lastEventId },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(30_000),
  });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  let text = '';
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const messages = (text + part).split('\n\n');
    text = messages.pop() ?? '';
    // Comments, which keep a quiet stream open, are no messages.
    yield* messages.filter((message) => !message.startsWith(':')).map(toMessage);
  }
}

function toMessage(text: string): Message {
  const lines = [...text.matchAll(/^(\w+): (.*)$/gm)];
  const { event = '', id, data } = Object.fromEntries(lines.map(([, name, value]) => [name, value]));
  return { event, id, data: JSON.parse(data || 'null') };
}

/** Reads the first `count` messages and closes the connection. */
async function readMessages(lastEventId: string, count: number): Promise<Message[]> {
  const messages: Message[] = [];
  for await (const message of readStream(lastEventId)) if (messages.push(message) === count) break;
  return messages;
}

it('a stream marks each message with its cursor and continues after the cursor in Last-Event-ID', async () => {
  const skill = { name: uniqueName('streamed'), description: 'Is updated.', instructions: '# First' };
  const { id: key } = (await callRest(url, 'POST', '/skills', { body: skill })).body as { id: string };
  const start = await takeCursor(url);
  for (const instructions of ['# Second', '# Third', '# Fourth']) {
    await callRest(url, 'PUT', `/skills/${key}`, { body: { ...skill, instructions } });
  }

  const all = await readMessages(start, 3);
  expect(all.map(({ event, data }) => [event, data.data?.events.key])).toEqual(Array(3).fill(['next', key]));
  expect(all.map(({ id }) => id)).toEqual(all.map(({ data }) => data.data?.events.cursor));
  const idsOf = (messages: readonly Message[]) => messages.map(({ data }) => data.data?.events.id);
  expect(idsOf(await readMessages(String(all[0]?.id), 2))).toEqual(idsOf(all).slice(1));
});

it('a stream with an invalid Last-Event-ID ends with an error message', async () => {
  const errors = [expect.objectContaining({ extensions: expect.objectContaining({ code: 'EVENT_CURSOR_INVALID' }) })];
  expect(await readMessages('nonsense', Infinity)).toEqual([
    { event: 'next', id: undefined, data: { errors } },
    { event: 'complete', id: undefined, data: null },
  ]);
});
