import { openAuth, readAuthConfig, type TokenRegistry } from '@skillwright/auth';
import type { EventTransport } from '@skillwright/events/log';
import { createGatewayApp, readGatewayConfig } from '@skillwright/gateway';
import { createGenerationApp, parseGenerationConfig } from '@skillwright/generation';
import { accessOptions, createLogger, type Logger, type ServiceApp } from '@skillwright/service';
import { createSkillApp, parseSkillConfig } from '@skillwright/skill';
import { createValidationApp, parseValidationConfig } from '@skillwright/validation';
import type { StandaloneConfig } from '../config.js';
import type { ServiceName } from '../service-addresses.js';

/** A built service and its logger. */
export interface LoggedApp {
  readonly app: ServiceApp;
  readonly logger: Logger;
}

export type Apps = Readonly<Record<ServiceName | 'gateway', LoggedApp>>;

/**
 * Builds the four services for one process. The gateway executes the others' schemas by function calls, without HTTP.
 */
export async function buildApps(options: {
  logLevel: StandaloneConfig['LOG_LEVEL'];
  env: NodeJS.ProcessEnv;
  transport: EventTransport;
  /** The revoked tokens, for all services of the process. */
  revoked: TokenRegistry;
}): Promise<Apps> {
  const { logLevel, env, transport, revoked: registry } = options;
  const gatewayConfig = readGatewayConfig(env);
  const authConfig = readAuthConfig(gatewayConfig);
  const access = accessOptions(gatewayConfig);
  const partsOf = async (service: string, logger: Logger) => ({
    ...{ logger, transport, access },
    auth: await openAuth(authConfig, { service, registry }),
  });
  const withLogger = async (name: string, build: (logger: Logger) => Promise<ServiceApp>): Promise<LoggedApp> => {
    const logger = createLogger({ service: name, level: logLevel });
    return { app: await build(logger), logger };
  };
  const [skill, generation, validation] = await Promise.all([
    withLogger('skill', async (logger) =>
      createSkillApp(parseSkillConfig(env).service, await partsOf('skill', logger)),
    ),
    withLogger('generation', async (logger) =>
      // This process holds the lock of DATA_DIR, so no other replica uses the folders.
      createGenerationApp(parseGenerationConfig(env).service, {
        ...(await partsOf('generation', logger)),
        alone: true,
      }),
    ),
    withLogger('validation', async (logger) =>
      createValidationApp(parseValidationConfig(env).service, await partsOf('validation', logger)),
    ),
  ]);
  const executors = {
    skill: skill.app.execute,
    generation: generation.app.execute,
    validation: validation.app.execute,
  };
  const gateway = await withLogger('gateway', async (logger) =>
    createGatewayApp(gatewayConfig, { logger, executors, transport, auth: await openAuth(authConfig, { registry }) }),
  );
  return { skill, generation, validation, gateway };
}
