import type { EventTransport } from '@skillwright/events/log';
import { deferTransport } from './deferred-transport.js';

/** A transport that records its calls. */
function fakeTransport(calls: string[]): EventTransport {
  const say = (name: string) => () => Promise.resolve(void calls.push(name)) as Promise<never>;
  return {
    mode: 'embedded',
    brokers: ['a:1'],
    retentionMs: 5,
    publish: say('publish'),
    consume: say('consume'),
    read: say('read'),
    admin: {
      ping: say('ping'),
      ensureTopics: say('ensureTopics'),
      listTopics: say('listTopics'),
      offsets: say('offsets'),
      lag: say('lag'),
    },
    close: say('close'),
  };
}

describe('a transport for a broker that is still starting', () => {
  let calls: string[];
  let open: () => void;
  let fail: (error: Error) => void;
  let transport: EventTransport;
  beforeEach(() => {
    calls = [];
    const opening = new Promise<EventTransport>((resolve, reject) => {
      open = () => resolve(fakeTransport(calls));
      fail = reject;
    });
    transport = deferTransport(opening, { retentionMs: 7 });
  });

  const callAll = () => [
    transport.publish([]),
    transport.consume({ group: 'g', topics: [], onRecord: () => Promise.resolve() }),
    transport.read({ from: {}, onRecord: () => undefined, onError: () => undefined }),
  ];

  it('keeps calls in order until the broker is up', async () => {
    const all = Promise.all(callAll());
    await new Promise(setImmediate);
    expect(calls).toEqual([]);
    open();
    await all;
    expect(calls).toEqual(['publish', 'consume', 'read']);
  });

  it('refuses admin calls at once until the broker is up, then passes them on', async () => {
    await expect(transport.admin.ping()).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
    await expect(transport.admin.offsets('t')).rejects.toThrow('it is starting');
    open();
    await transport.publish([]);
    await transport.admin.ping();
    expect(calls).toEqual(['publish', 'ping']);
  });

  it('rejects waiting calls when the broker does not start, and still closes', async () => {
    const all = Promise.allSettled(callAll());
    fail(new Error('no Java'));
    expect(new Set((await all).map((call) => call.status))).toEqual(new Set(['rejected']));
    await transport.close();
    expect(calls).toEqual([]);
  });

  it('has the properties of the opened transport once the broker is up', async () => {
    expect(transport).toMatchObject({ mode: 'broker', brokers: [], retentionMs: 7 });
    open();
    await transport.close();
    expect(transport).toMatchObject({ mode: 'embedded', brokers: ['a:1'] });
    expect(calls).toEqual(['close']);
  });
});
