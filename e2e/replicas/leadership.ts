import { waitFor } from '@skillwright/testing';
import { testKafkaFolder } from '@skillwright/testing/kafka';
import { holdBroker } from '../harness/hold-broker.js';
import type { StartedService } from '../harness/start-service.js';

/** Those whose relay is active, as their metrics say. */
export async function findLeaders(replicas: readonly StartedService[]): Promise<StartedService[]> {
  const leading = await Promise.all(replicas.map((replica) => replica.metric('outbox_relay_leading')));
  return replicas.filter((_, index) => leading[index] === 1);
}

/** Of two replicas the one whose relay is active, once there is one, and the one that stands by. */
export async function getLeader(
  replicas: readonly StartedService[],
): Promise<{ leader: StartedService; standby: StartedService }> {
  const leader = await waitFor(async () => (await findLeaders(replicas))[0], { what: 'a relay that leads' });
  const [standby] = replicas.filter((replica) => replica !== leader);
  if (!standby) throw new Error('There is no replica that stands by.');
  return { leader, standby };
}

/**
 * Kills with -9 the replica that leads, after it has answered what `change` asks of it, and in the middle of more of the
 * same. It cannot have published any of that: the broker stands still until it is dead. Tells after how many milliseconds
 * the other leads.
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
  await waitFor(leads, { what: 'the replica that was left to lead', intervalMs: 5 });
  const takeoverMs = performance.now() - killedAt;
  await Promise.allSettled(changes);
  return takeoverMs;
}
