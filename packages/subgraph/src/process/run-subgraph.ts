import { join } from 'node:path';
import { openAuth, readAuthConfig, type Auth } from '@skillwright/auth';
import { RevokedTokens, unreadRevocations, withRevocations, type RevocationTopic } from '@skillwright/auth/revocations';
import { toTopicSettings, type Topics } from '@skillwright/events';
import { createTransport, type EventTransport } from '@skillwright/events/log';
import {
  accessOptions,
  createLogger,
  runService,
  type AccessOptions,
  type Logger,
  type ServiceApp,
} from '@skillwright/service';
import type { ProcessSettings } from './process-settings.js';

/** The configuration of a subgraph's service, and the settings of its process. */
export interface ParsedConfig<Config> {
  readonly service: Config;
  readonly process: ProcessSettings;
}

/** The events of the platform, as its processes need them. */
export interface PlatformEvents {
  readonly topics: Pick<Topics, 'namesWithDeadLetters' | 'keptNames'>;
  /** The topic of the revoked tokens, and the name of the service that publishes it. */
  readonly revocations: RevocationTopic & { readonly publisher: string };
}

/** Runs a subgraph as a process of its own, over Kafka or over an embedded event log in its data folder. */
export async function runSubgraph<Config>(
  name: string,
  { topics, revocations }: PlatformEvents,
  parse: (env: NodeJS.ProcessEnv) => ParsedConfig<Config>,
  create: (
    config: Config,
    parts: { logger: Logger; auth: Auth; transport: EventTransport; access: AccessOptions },
  ) => Promise<ServiceApp>,
): Promise<void> {
  await runService(async () => {
    const { service, process: set } = parse(process.env);
    const logger = createLogger({ service: name, level: set.LOG_LEVEL });
    const brokers = set.KAFKA_BROKERS ?? [];
    const transport = createTransport({
      ...(brokers.length > 0 ? { brokers } : { embedded: join(set.DATA_DIR, 'events') }),
      logger,
      clientId: `skillwright-${name}`,
      topics: toTopicSettings(topics, set.EVENT_RETENTION_DAYS),
    });
    // An embedded event log has the events of this process alone.
    const isTold = brokers.length > 0 || name === revocations.publisher;
    const revoked = isTold ? new RevokedTokens({ ...revocations, transport, logger }) : undefined;
    const auth = await openAuth(readAuthConfig(set), { service: name, registry: revoked ?? unreadRevocations });
    const built = await create(service, { logger, auth, transport, access: accessOptions(set) });
    const app = auth.required && revoked ? withRevocations(built, revoked) : built;
    const stop = () => app.stop().finally(() => transport.close());
    return { app: { ...app, stop }, host: set.HOST, port: set.PORT, logger };
  });
}
