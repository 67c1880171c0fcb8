import { openAuth, readAuthConfig } from '@skillwright/auth';
import { topics } from '@skillwright/contracts/events';
import { toTopicSettings } from '@skillwright/events';
import { createTransport } from '@skillwright/events/log';
import { createLogger, runService } from '@skillwright/service';
import { createGatewayApp } from './app.js';
import { readGatewayConfig } from './config.js';

await runService(async () => {
  const config = readGatewayConfig(process.env);
  const logger = createLogger({ service: 'gateway', level: config.LOG_LEVEL });
  const auth = await openAuth(readAuthConfig(config));
  const at = { host: config.HOST, port: config.PORT, logger };
  // The embedded event log belongs to the process that writes it. A gateway in a process of its own reads events from a
  // broker only.
  const brokers = config.KAFKA_BROKERS ?? [];
  if (brokers.length === 0) {
    logger.info('no Kafka brokers are set: the gateway serves no subscriptions');
    return { ...at, app: await createGatewayApp(config, { logger, auth }) };
  }
  const transport = createTransport({
    brokers,
    logger,
    clientId: 'skillwright-gateway',
    topics: toTopicSettings(topics, config.EVENT_RETENTION_DAYS),
  });
  const app = await createGatewayApp(config, { logger, auth, transport });
  app.health.addPart('kafka', async () => {
    await transport.admin.ping();
    return { status: 'up', mode: transport.mode, brokers: transport.brokers };
  });
  return { ...at, app: { ...app, stop: () => app.stop().finally(() => transport.close()) } };
});
