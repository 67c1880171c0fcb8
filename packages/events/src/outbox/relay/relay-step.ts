import type { Health, LifecycleStep } from '@skillwright/service';
import { startRelay, type Relay, type RelayOptions } from './relay.js';

/**
 * The relay as a step of a service's lifecycle. `health` gets the part `events`: whether the log answers, what it is, and
 * whether this replica's relay is the active one.
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
