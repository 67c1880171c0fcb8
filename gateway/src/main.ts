import { createLogger, runService } from '@skillwright/service';
import { createGatewayApp } from './app.js';
import { readGatewayConfig } from './config.js';

await runService(async () => {
  const config = readGatewayConfig(process.env);
  const logger = createLogger({ service: 'gateway', level: config.LOG_LEVEL });
  return { app: await createGatewayApp(config, { logger }), host: config.HOST, port: config.PORT, logger };
});
