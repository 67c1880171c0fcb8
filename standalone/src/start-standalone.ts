import type { Running } from './console/report.js';
import { openEngines } from './engines/open-engines.js';
import { runTogether } from './run-together.js';
import type { StartContext } from './start-context.js';

/**
 * Starts all of Skillwright in this process: databases and a broker, given or its own, and the four services over them. The
 * engines are asked first; the services' code is read, and all is built and listens, while a broker still starts.
 */
export function startStandalone(context: StartContext): Promise<Running> {
  return runTogether(context.signal, async (together) => {
    const { signal } = together;
    const engines = await openEngines({ ...context, signal }, together);
    const { startApps } = await import('./in-process/start-apps.js');
    const started = await startApps(engines, { ...context, signal }, together);
    const [databases, broker] = await Promise.all([engines.databases, engines.broker]);
    return { ...started, dataFolder: engines.dataFolder, databases, broker };
  });
}
