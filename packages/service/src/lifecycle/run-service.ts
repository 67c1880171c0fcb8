import closeWithGrace from 'close-with-grace';
import { ConfigError } from '../config/parse-config.js';
import { ServiceError } from '../errors/service-error.js';
import type { Logger } from '../logging/logger.js';
import { observeProcess } from '../metrics/metrics.js';
import { keepFilesPrivate } from './keep-files-private.js';
import { Lifecycle } from './lifecycle.js';
import { ListenError, listen, type ServiceApp } from './service-app.js';

export interface BuiltService {
  readonly app: ServiceApp;
  readonly host: string;
  readonly port: number;
  readonly logger: Logger;
}

/**
 * Runs one service as a process: builds and starts it, listens, and stops in order on SIGINT and SIGTERM. An error that
 * the operator can fix (a setting, a port, a database that is away) ends the process with one clear text and exit code
 * 1.
 */
export async function runService(build: () => Promise<BuiltService> | BuiltService): Promise<void> {
  keepFilesPrivate();
  try {
    const { app, host, port, logger } = await build();
    observeProcess(app.metrics);
    const lifecycle = serviceLifecycle(app, { host, port, logger });
    // Node turns an unhandled rejection into an exception, so that one event reports every defect.
    closeWithGrace({ delay: 30_000, logger: false, skip: ['unhandledRejection'] }, async ({ err }) => {
      if (err) logger.fatal({ err }, 'a defect ends the process');
      await lifecycle.stop();
    });
    await lifecycle.start();
  } catch (error) {
    // A signal came while the service started; the process ends once everything has stopped.
    if (error instanceof ServiceError && error.code === 'SHUTTING_DOWN') return;
    const fixable = error instanceof ConfigError || error instanceof ListenError || error instanceof ServiceError;
    process.stderr.write(`${fixable ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  }
}

/**
 * Returns the lifecycle of a service. Start: parts, then the server. Stop: readiness ends, then the server with its
 * requests in flight, then the parts.
 */
export function serviceLifecycle(app: ServiceApp, at: { host: string; port: number; logger: Logger }): Lifecycle {
  return new Lifecycle(at.logger)
    .add({ name: `${app.name} parts`, start: () => app.start(), stop: () => app.stop() })
    .add({
      name: `${app.name} server`,
      start: async () => {
        const { url } = await listen(app, at);
        app.health.markStarted();
        at.logger.info({ url }, `the ${app.name} listens`);
      },
      stop: async () => {
        app.health.markStopping();
        await app.http.close();
      },
    });
}
