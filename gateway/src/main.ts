import { openAuth, readAuthConfig, type AuthConfig } from '@skillwright/auth';
import { RevokedTokens, unreadRevocations, withRevocations } from '@skillwright/auth/revocations';
import { revocations, topics } from '@skillwright/contracts/events';
import { toTopicSettings } from '@skillwright/events';
import { createTransport } from '@skillwright/events/log';
import { ConfigError, createLogger, runService } from '@skillwright/service';
import { createGatewayApp } from './app.js';
import { readGatewayConfig } from './config.js';

await runService(async () => {
  const config = readGatewayConfig(process.env);
  const logger = createLogger({ service: 'gateway', level: config.LOG_LEVEL });
  const authConfig = readAuthConfig(config);
  const at = { host: config.HOST, port: config.PORT, logger };
  // The embedded event log belongs to the process that writes it. A gateway in a process of its own reads events from a
  // broker only.
  const brokers = config.KAFKA_BROKERS ?? [];
  if (brokers.length === 0) {
    refuseUnreachable(authConfig);
    logger.info('no Kafka brokers are set: the gateway serves no subscriptions');
    const auth = await openAuth(authConfig, { registry: unreadRevocations });
    return { ...at, app: await createGatewayApp(config, { logger, auth }) };
  }
  const transport = createTransport({
    brokers,
    logger,
    clientId: 'skillwright-gateway',
    topics: toTopicSettings(topics, config.EVENT_RETENTION_DAYS),
  });
  const revoked = new RevokedTokens({ ...revocations, transport, logger });
  const auth = await openAuth(authConfig, { registry: revoked });
  const gateway = await createGatewayApp(config, { logger, auth, transport });
  const app = auth.required ? withRevocations(gateway, revoked) : gateway;
  app.health.addPart('kafka', async () => {
    await transport.admin.ping();
    return { status: 'up', mode: transport.mode, brokers: transport.brokers };
  });
  return { ...at, app: { ...app, stop: () => app.stop().finally(() => transport.close()) } };
});

/** Throws a ConfigError if no token could be accepted: the platform's own ones need the event log. */
function refuseUnreachable(auth: AuthConfig): void {
  if (auth.mode === 'none' || auth.issuer) return;
  throw new ConfigError([
    'KAFKA_BROKERS: is needed to know which tokens of the platform are revoked, so without it and without AUTH_ISSUER nobody ' +
      'could come in. Set KAFKA_BROKERS, or AUTH_ISSUER with AUTH_JWKS and AUTH_AUDIENCE.',
  ]);
}
