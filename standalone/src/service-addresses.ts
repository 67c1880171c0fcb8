import type { Databases } from './engines/databases.js';

export type ServiceName = 'skill' | 'generation' | 'validation';
export type ServicePorts = Readonly<Record<ServiceName, number>>;

/** Where the services behind the gateway listen. */
export const loopback = '127.0.0.1';

/** The addresses by which the services and the gateway reach each other. */
export function serviceUrls(ports: ServicePorts): Readonly<Record<ServiceName, string>> {
  return {
    skill: urlOf(loopback, ports.skill),
    generation: urlOf(loopback, ports.generation),
    validation: urlOf(loopback, ports.validation),
  };
}

/** Where the services keep things, and whom they ask. */
export interface ServiceSurroundings {
  readonly dataFolder: string;
  readonly databases: Databases;
  /** Empty for services that are given their transport. */
  readonly brokers: readonly string[];
  readonly ports: ServicePorts;
}

/** The environment from which each service reads its own settings, with what was started filled in. */
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

/** An address that works from this machine for a server that listens on `host`. */
export function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
