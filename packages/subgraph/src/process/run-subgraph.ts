import { join } from 'node:path';
import { openAuth, readAuthConfig, type Auth } from '@skillwright/auth';
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

/** Runs a subgraph as a process of its own, over Kafka or over an embedded event log in its data folder. */
export async function runSubgraph<Config>(
  name: string,
  topics: Pick<Topics, 'namesWithDeadLetters' | 'keptNames'>,
  parse: (env: NodeJS.ProcessEnv) => ParsedConfig<Config>,
  create: (
    config: Config,
    parts: { logger: Logger; auth: Auth; transport: EventTransport; access: AccessOptions },
  ) => Promise<ServiceApp>,
): Promise<void> {
  await runService(async () => {
    const { service, process: set } = parse(process.env);
    const logger = createLogger({ service: name, level: set.LOG_LEVEL });
    const auth = await openAuth(readAuthConfig(set), { service: name });
    const brokers = set.KAFKA_BROKERS ?? [];
    const transport = createTransport({
      ...(brokers.length > 0 ? { brokers } : { embedded: join(set.DATA_DIR, 'events') }),
      logger,
      clientId: `skillwright-${name}`,
      topics: toTopicSettings(topics, set.EVENT_RETENTION_DAYS),
    });
    const app = await create(service, { logger, auth, transport, access: accessOptions(set) });
    const stop = () => app.stop().finally(() => transport.close());
    return { app: { ...app, stop }, host: set.HOST, port: set.PORT, logger };
  });
}
