import type { AddressInfo } from 'node:net';
import { topics } from '@skillwright/contracts/events';
import { createTransport, retentionOfDays } from '@skillwright/events/log';
import type { EventTransport } from '@skillwright/events/log';
import { observeProcess, serviceLifecycle } from '@skillwright/service';
import type { Apps, LoggedApp } from './build-apps.js';
import type { Running } from './console/report.js';
import { openEngines } from './engines/open-engines.js';
import type { Engines } from './engines/open-engines.js';
import { findFreePorts } from './ports.js';
import { loopback, serviceEnvironment, serviceUrls, urlOf } from './service-addresses.js';
import type { ServiceName, ServicePorts } from './service-addresses.js';
import type { StartContext } from './start-context.js';
import { StartError } from './start-error.js';
import { watchParts } from './watch-parts.js';

/** Starts all of Skillwright in this process: databases and a broker, given or its own, and the four services over them. */
export async function startStandalone(context: StartContext): Promise<Running> {
  // The services' code is read while the engines start.
  const loading = import('./build-apps.js');
  const engines = await openEngines(context);
  const { buildApps } = await loading;

  context.onProgress('services: starting');
  const transport = await openTransport(engines, context);
  const [skill = 0, generation = 0, validation = 0] = await findFreePorts(3);
  const ports = { skill, generation, validation };
  const { config } = context;
  const env = serviceEnvironment(context.env, engines, ports);
  const apps = await buildApps({ logLevel: config.LOG_LEVEL, env, transport });
  watchParts(apps, transport);
  observeProcess(apps.gateway.app.metrics);
  await startApps(apps, context, ports);
  const { port } = apps.gateway.app.http.server.address() as AddressInfo;
  return { url: urlOf(config.HOST, port), serviceUrls: serviceUrls(ports), ...engines };
}

async function openTransport({ broker }: Engines, { config, logger, parts }: StartContext): Promise<EventTransport> {
  const transport = createTransport({
    ...broker,
    logger,
    clientId: 'skillwright',
    topics: { ...retentionOfDays(config.EVENT_RETENTION_DAYS), names: topics.namesWithDeadLetters },
  });
  parts.add('events', { stop: () => transport.close() });
  try {
    await transport.admin.ensureTopics();
  } catch (error) {
    throw new StartError(`The events' topics cannot be prepared: ${(error as Error).message}`, { cause: error });
  }
  return transport;
}

/** Starts the services, each after those that it asks at its own start; the gateway, which all the world asks, last. */
async function startApps(apps: Apps, { config, parts, signal }: StartContext, ports: ServicePorts): Promise<void> {
  const start = async ({ app, logger }: LoggedApp, at: { host: string; port: number }) => {
    signal.throwIfAborted();
    const lifecycle = serviceLifecycle(app, { ...at, logger });
    await lifecycle.start();
    parts.add(app.name, lifecycle);
  };
  const onLoopback = (service: ServiceName) => start(apps[service], { host: loopback, port: ports[service] });
  await onLoopback('skill');
  const both = [onLoopback('generation'), onLoopback('validation')];
  await Promise.allSettled(both);
  await Promise.all(both);
  await start(apps.gateway, { host: config.HOST, port: config.PORT });
}
