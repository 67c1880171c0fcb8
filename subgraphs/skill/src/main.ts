import { join } from 'node:path';
import { createTransport } from '@skillwright/events';
import { createLogger, runService } from '@skillwright/service';
import { createSkillApp } from './app.js';
import { parseSkillConfig } from './config.js';

await runService(async () => {
  const { service, host, port, logLevel, dataDir, kafkaBrokers } = parseSkillConfig(process.env);
  const logger = createLogger({ service: 'skill', level: logLevel });
  const transport = createTransport({
    ...(kafkaBrokers?.length ? { brokers: kafkaBrokers } : { embedded: join(dataDir, 'events') }),
    logger,
    clientId: 'skillwright-skill',
  });
  const app = await createSkillApp(service, { logger, transport });
  const stop = () => app.stop().finally(() => transport.close());
  return { app: { ...app, stop }, host, port, logger };
});
