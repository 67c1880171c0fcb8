import type { Engines } from '../engines/open-engines.js';
import type { ServiceName } from '../service-addresses.js';
import { displayPath } from './display-path.js';

/** What runs, and where. */
export interface Running extends Engines {
  /** The gateway. */
  readonly url: string;
  readonly serviceUrls: Readonly<Record<ServiceName, string>>;
}

/** What was found out of it once it ran. */
export interface Described extends Running {
  readonly sandbox: string;
}

/** What a person wants to know once everything runs: what is where, what was fallen back to, and what to try. */
export function describeRunning({ url, serviceUrls, databases, broker, dataFolder, sandbox }: Described): string[] {
  const services = Object.entries(serviceUrls).map(([name, at]) => `${name} ${at}`);
  const rows = {
    GraphQL: `${url}/graphql (a browser gets GraphiQL)`,
    REST: `${url}/openapi.json lists the ten calls`,
    Health: `${url}/readyz`,
    Services: services.join(', '),
    PostgreSQL: databases.description,
    Kafka: broker.description,
    Sandbox: sandbox,
    Data: `${displayPath(dataFolder)} (generated projects in projects/)`,
  };
  const lines = Object.entries(rows).map(([name, text]) => `  ${name.padEnd(11)} ${text}`);
  return ['', ...lines, '', ...thingsToTry(url), '', '  Ctrl-C stops everything.', ''];
}

function thingsToTry(url: string): string[] {
  const spec = { spec: { name: 'shop', template: 'typescript-http-service', parameters: {} } };
  return [
    '  Try',
    `    curl ${url}/skills`,
    `    curl ${url}/generate/project -H 'content-type: application/json' -d '${JSON.stringify(spec)}'`,
    `    { skills { nodes { name templates { name kind } } } }    in GraphiQL, ${url}/graphql`,
  ];
}
