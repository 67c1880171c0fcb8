import { waitFor } from '@skillwright/testing';
import { testKafkaFolder } from '@skillwright/testing/kafka';
import { holdBroker } from '../harness/hold-broker.js';
import type { StartedService } from '../harness/start-service.js';

/** Returns the replicas whose metrics report an active relay. */
export async function findLeaders(replicas: readonly StartedService[]): Promise<StartedService[]> {
  const leading = await Promise.all(replicas.map((replica) => replica.metric('outbox_relay_leading')));
  return replicas.filter((_, index) => leading[index] === 1);
}

/** Waits until one of two replicas has an active relay. Returns that one and the standby. */
export async function getLeader(
  replicas: readonly StartedService[],
): Promise<{ leader: StartedService; standby: StartedService }> {
  const leader = await waitFor(async () => (await findLeaders(replicas))[0], { description: 'a relay that leads' });
  const [standby] = replicas.filter((replica) => replica !== leader);
  if (!standby) throw new Error('There is no standby replica.');
  return { leader, standby };
}

/**
 * Kills the leading replica with SIGKILL, after it has answered `change` and while it works on more changes. The broker
 * is suspended until the replica has ended, so that none of these events is published before. Returns the milliseconds
 * until the other replica leads.
 */
export async function killLeader(
  { leader, standby }: { leader: StartedService; standby: StartedService },
  change: (url: string) => Promise<void>,
): Promise<number> {
  const release = holdBroker(await testKafkaFolder());
  const changes = [change(leader.url), change(leader.url)];
  let killedAt: number;
  try {
    await Promise.race(changes);
    killedAt = performance.now();
    await leader.kill();
  } finally {
    release();
  }
  const leads = async () => (await standby.metric('outbox_relay_leading')) === 1;
  await waitFor(leads, { description: 'the replica that was left to lead', intervalMs: 5 });
  const takeoverMs = performance.now() - killedAt;
  await Promise.allSettled(changes);
  return takeoverMs;
}
