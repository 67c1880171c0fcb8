import type { AddressInfo } from 'node:net';
import { readAuthConfig } from '@skillwright/auth/settings';
import { RevokedTokens } from '@skillwright/auth/revocations';
import { revocations, topics } from '@skillwright/contracts/events';
import { toTopicSettings } from '@skillwright/events';
import { createTransport, retentionOfDays, type EventTransport } from '@skillwright/events/log';
import { observeProcess, serviceLifecycle } from '@skillwright/service';
import { StartError } from '@skillwright/service/start-up';
import type { OpeningBackingServices } from '../backing-services/open-backing-services.js';
import { choosePorts } from '../ports.js';
import type { Together } from '../run-together.js';
import { loopback, serviceEnvironment, serviceUrls, urlOf } from '../service-addresses.js';
import type { ServiceName, ServicePorts } from '../service-addresses.js';
import type { StartContext } from '../start-context.js';
import { buildApps, type Apps, type LoggedApp } from './build-apps.js';
import { deferTransport } from './deferred-transport.js';
import { watchParts } from './watch-parts.js';

/** The addresses of the services in this process. */
export interface StartedApps {
  /** The gateway's address. */
  readonly url: string;
  readonly serviceUrls: Readonly<Record<ServiceName, string>>;
  readonly portsNote: string | undefined;
}

/**
 * Builds and starts the four services as soon as the databases are open. Publishing and consuming wait for the broker.
 * Throws the error of the first step that fails; the started parts are in `context.parts`.
 */
export async function startApps(
  backing: OpeningBackingServices,
  context: StartContext,
  together: Together,
): Promise<StartedApps> {
  const { config, parts } = context;
  const opening = together.add(openTransport(backing, context));
  const transport = deferTransport(opening, retentionOfDays(config.EVENT_RETENTION_DAYS));
  parts.add('events', { stop: () => transport.close() });

  const { services: ports, note: portsNote } = await choosePorts(config.PORT);
  const databases = await backing.databases;
  context.onProgress('services: starting');
  const at = { dataFolder: backing.dataFolder, databases, brokers: [], ports };
  const env = serviceEnvironment(context.env, at);
  const revoked = new RevokedTokens({ ...revocations, transport, logger: context.logger });
  const apps = await buildApps({ logLevel: config.LOG_LEVEL, env, transport, revoked });
  watchParts(apps, transport);
  if (readAuthConfig(config).mode === 'required') {
    for (const { app } of Object.values(apps)) app.health.addPart('revoked_tokens', () => revoked.status());
    revoked.start();
    parts.add('revoked tokens', revoked);
  }
  observeProcess(apps.gateway.app.metrics);
  await startInOrder(apps, context, ports);
  const { port } = apps.gateway.app.http.server.address() as AddressInfo;
  return { url: urlOf(config.HOST, port), serviceUrls: serviceUrls(ports), portsNote };
}

async function openTransport(
  backing: OpeningBackingServices,
  { config, logger }: StartContext,
): Promise<EventTransport> {
  const broker = await backing.broker;
  const transport = createTransport({
    ...broker,
    logger,
    clientId: 'skillwright',
    topics: toTopicSettings(topics, config.EVENT_RETENTION_DAYS),
  });
  try {
    await transport.admin.ensureTopics();
    return transport;
  } catch (error) {
    await transport.close();
    throw new StartError(`The events' topics cannot be prepared: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Starts each service after the services that it calls while it starts. The gateway, the entrance for clients, is last.
 */
async function startInOrder(apps: Apps, { config, parts, signal }: StartContext, ports: ServicePorts): Promise<void> {
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
