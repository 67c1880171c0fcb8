import type { Health, LifecycleStep } from '@skillwright/service';
import { startRelay, type Relay, type RelayOptions } from './relay.js';

/**
 * The relay as a step of a service's lifecycle. Adds the part `events` to `health`: whether the event log answers, its
 * mode and brokers, and whether the relay of this replica is active.
 */
export function relayStep({ health, ...options }: RelayOptions & { readonly health: Health }): LifecycleStep {
  const { transport } = options;
  let relay: Relay | undefined;
  health.addPart('events', async () => {
    await transport.admin.ping();
    const { mode, brokers } = transport;
    return { status: 'up', mode, ...(mode === 'broker' ? { brokers } : {}), relay: relay?.leading ? 'active' : 'idle' };
  });
  return {
    name: 'relay',
    start: () => {
      relay = startRelay(options);
    },
    stop: () => relay?.stop(),
  };
}
