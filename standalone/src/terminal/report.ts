import type { AuthConfig } from '@skillwright/auth/settings';
import type { ServiceName } from '../service-addresses.js';
import { displayPath } from './display-path.js';

/** A started system, as the start-up report shows it. */
export interface Running {
  /** The gateway's address. */
  readonly url: string;
  readonly serviceUrls: Readonly<Record<ServiceName, string>>;
  /** Says which of the services' ports are not the expected ones. */
  readonly portsNote?: string | undefined;
  /** An absolute path. */
  readonly dataFolder: string;
  readonly databases: Described;
  readonly broker: Described;
}

interface Described {
  readonly description: string;
}

/** Returns the lines of the start-up report: addresses, folders, fallbacks with their reasons, and commands to try. */
export function describeRunning({
  url,
  serviceUrls,
  portsNote,
  databases,
  broker,
  dataFolder,
  sandbox,
  auth,
}: Running & { readonly sandbox: string; readonly auth: AuthConfig }): string[] {
  const services = Object.entries(serviceUrls).map(([name, at]) => `${name} ${at}`);
  const rows = {
    GraphQL: `${url}/graphql (a browser gets GraphiQL)`,
    REST: `${url}/openapi.json lists the calls`,
    Health: `${url}/readyz`,
    Access: describeAccess(auth),
    Services: services.join(', ') + (portsNote === undefined ? '' : ` (${portsNote})`),
    PostgreSQL: databases.description,
    Kafka: broker.description,
    Sandbox: sandbox,
    Data: `${displayPath(dataFolder)} (generated projects in projects/)`,
  };
  const lines = Object.entries(rows).map(([name, text]) => `  ${name.padEnd(11)} ${text}`);
  return ['', ...lines, '', ...thingsToTry(url, auth), '', '  Ctrl-C stops everything.', ''];
}

function describeAccess(auth: AuthConfig): string {
  if (auth.mode === 'none') return 'everything without a token, from this machine alone (AUTH is none)';
  const own = 'tokens of the platform, made by `npm run token -- create`';
  return auth.issuer ? `tokens of ${auth.issuer.issuer}, and ${own}` : own;
}

function thingsToTry(url: string, { mode }: AuthConfig): string[] {
  const curl = mode === 'none' ? 'curl' : 'curl -H "authorization: Bearer $TOKEN"';
  const spec = { spec: { name: 'shop', template: 'typescript-http-service', parameters: {} } };
  return [
    '  Try',
    `    ${curl} ${url}/skills`,
    `    ${curl} ${url}/generate/project -H 'content-type: application/json' -d '${JSON.stringify(spec)}'`,
    `    { skills { nodes { name templates { name kind } } } }    in GraphiQL, ${url}/graphql`,
  ];
}
