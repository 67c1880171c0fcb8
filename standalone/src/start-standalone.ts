import type { Running } from './terminal/report.js';
import { openBackingServices } from './backing-services/open-backing-services.js';
import { runTogether } from './run-together.js';
import type { StartContext } from './start-context.js';

/**
 * Starts all of Skillwright in this process: configured or local databases and brokers, and the four services. The
 * backing services are opened first; the services' code is read and the services are started while a local broker still
 * starts.
 */
export function startStandalone(context: StartContext): Promise<Running> {
  return runTogether(context.signal, async (together) => {
    const { signal } = together;
    const backing = await openBackingServices({ ...context, signal }, together);
    const { startApps } = await import('./in-process/start-apps.js');
    const started = await startApps(backing, { ...context, signal }, together);
    const [databases, broker] = await Promise.all([backing.databases, backing.broker]);
    return { ...started, dataFolder: backing.dataFolder, databases, broker };
  });
}
