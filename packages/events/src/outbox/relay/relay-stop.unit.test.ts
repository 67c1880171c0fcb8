import { createMetrics } from '@skillwright/service';
import { silentLogger } from '../../../test/silent-logger.js';
import type { EventTransport } from '../../log/event-transport.js';
import type { Leadership, OutboxStore } from '../outbox-store.js';
import { startRelay } from './relay.js';

it('a relay that is stopped while it wins the lead gives it back and touches nothing', async () => {
  const touched: string[] = [];
  const touch = (what: string) => Promise.resolve(void touched.push(what));
  let win: (leadership: Leadership) => void = () => undefined;
  const outbox = {
    name: 'test',
    lead: () => new Promise<Leadership>((resolve) => (win = resolve)),
    pending: () => touch('pending').then(() => []),
    prune: () => touch('prune').then(() => 0),
    onCommit: () => () => undefined,
    close: () => touch('close'),
  } as unknown as OutboxStore;
  const relay = startRelay({
    outbox,
    transport: { retentionMs: 1 } as EventTransport,
    logger: silentLogger(),
    metrics: createMetrics({ service: 'test' }),
  });
  const stopped = relay.stop();
  win({ lost: new AbortController().signal, release: () => touch('release') });
  await stopped;
  expect(touched).toEqual(['release', 'close']);
});
