import type { Databases } from './backing-services/databases.js';

export type ServiceName = 'skill' | 'generation' | 'validation';
export type ServicePorts = Readonly<Record<ServiceName, number>>;

/** The address on which the services behind the gateway listen. */
export const loopback = '127.0.0.1';

/** Returns the addresses at which the services and the gateway reach each other. */
export function serviceUrls(ports: ServicePorts): Readonly<Record<ServiceName, string>> {
  return {
    skill: urlOf(loopback, ports.skill),
    generation: urlOf(loopback, ports.generation),
    validation: urlOf(loopback, ports.validation),
  };
}

/** The data folder, backing services and ports that the services of one start share. */
export interface ServiceSurroundings {
  readonly dataFolder: string;
  readonly databases: Databases;
  /** Empty for services that get their transport as an argument. */
  readonly brokers: readonly string[];
  readonly ports: ServicePorts;
}

/** Returns the environment from which each service reads its settings: `env` with the addresses of this start. */
export function serviceEnvironment(
  env: NodeJS.ProcessEnv,
  { dataFolder, databases, brokers, ports }: ServiceSurroundings,
): NodeJS.ProcessEnv {
  const urls = serviceUrls(ports);
  return {
    ...env,
    DATA_DIR: dataFolder,
    KAFKA_BROKERS: brokers.join(',') || 'none',
    SKILL_DATABASE_URL: databases.urls.skill,
    VALIDATION_DATABASE_URL: databases.urls.validation,
    SKILL_SERVICE_URL: urls.skill,
    GENERATION_SERVICE_URL: urls.generation,
    VALIDATION_SERVICE_URL: urls.validation,
  };
}

/** Returns an URL at which this machine reaches a server that listens on `host`. */
export function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
