import { join } from 'node:path';
import { createTransport } from '@skillwright/events';
import { createLogger, runService } from '@skillwright/service';
import { createValidationApp } from './app.js';
import { parseValidationConfig } from './config.js';

await runService(async () => {
  const { service, host, port, logLevel, dataDir, kafkaBrokers } = parseValidationConfig(process.env);
  const logger = createLogger({ service: 'validation', level: logLevel });
  const transport = createTransport({
    ...(kafkaBrokers?.length ? { brokers: kafkaBrokers } : { embedded: join(dataDir, 'events') }),
    logger,
    clientId: 'skillwright-validation',
  });
  const app = await createValidationApp(service, { logger, transport });
  const stop = () => app.stop().finally(() => transport.close());
  return { app: { ...app, stop }, host, port, logger };
});
