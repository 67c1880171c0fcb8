import { join } from 'node:path';
import { createTransport } from '@skillwright/events';
import { createLogger, runService } from '@skillwright/service';
import { createGenerationApp } from './app.js';
import { parseGenerationConfig } from './config.js';

await runService(async () => {
  const { service, host, port, logLevel, dataDir, kafkaBrokers } = parseGenerationConfig(process.env);
  const logger = createLogger({ service: 'generation', level: logLevel });
  const transport = createTransport({
    ...(kafkaBrokers?.length ? { brokers: kafkaBrokers } : { embedded: join(dataDir, 'events') }),
    logger,
    clientId: 'skillwright-generation',
  });
  const app = await createGenerationApp(service, { logger, transport });
  const stop = () => app.stop().finally(() => transport.close());
  return { app: { ...app, stop }, host, port, logger };
});
