import { fileURLToPath } from 'node:url';
import { authSettings } from '@skillwright/auth/settings';
import { costLimits, defaultAnswerValues, operationLimits } from '@skillwright/pipeline';
import { parseConfig, settings } from '@skillwright/service';
import { z } from 'zod';

/** The supergraph that is composed at build time from the three subgraphs of this repository. */
const checkedInSupergraph = fileURLToPath(new URL('../supergraph.graphql', import.meta.url));

const serviceUrl = (name: string) =>
  settings.httpUrl
    .optional()
    .describe(`Where the ${name} service listens; unset, the address in the supergraph holds.`);

const count = (byDefault: number) => settings.wholeNumber(1, 100_000_000).default(byDefault);

const milliseconds = (byDefault: number) => settings.wholeNumber(1, 3_600_000).default(byDefault);

/** The gateway's settings. */
export const gatewaySettings = z.object({
  HOST: settings.host,
  ALLOWED_HOSTS: settings.allowedHosts,
  CORS_ORIGINS: settings.corsOrigins,
  PORT: settings.port(4000),
  LOG_LEVEL: settings.logLevel,
  DATA_DIR: settings.dataDir,
  ...authSettings,
  SUPERGRAPH: z
    .string()
    .default(checkedInSupergraph)
    .describe("The file of the supergraph to serve: any Federation 2 supergraph; the platform's own by default."),
  SKILL_SERVICE_URL: serviceUrl('skill'),
  GENERATION_SERVICE_URL: serviceUrl('generation'),
  VALIDATION_SERVICE_URL: serviceUrl('validation'),
  KAFKA_BROKERS: settings.kafkaBrokers,
  EVENT_RETENTION_DAYS: settings.eventRetentionDays,
  SUBGRAPH_TIMEOUT_MS: milliseconds(30_000).describe('The longest that one read from a subgraph may take.'),
  REQUEST_TIMEOUT_MS: milliseconds(300_000).describe(
    'The longest that one request may take, by GraphQL or REST, mutations included.',
  ),
  OPERATION_MAX_DEPTH: count(operationLimits.depth).describe('The most levels of one operation.'),
  OPERATION_MAX_COST: count(costLimits.cost).describe(
    'The most values that one operation may be estimated to answer, by the page sizes it asks for.',
  ),
  ASSUMED_LIST_SIZE: count(costLimits.assumedListSize).describe(
    'The size of a list without a page size, in that estimate.',
  ),
  ANSWER_MAX_VALUES: count(defaultAnswerValues).describe(
    'The most values of one answer, counted while it is made; a text counts as one for each KiB.',
  ),
});

export type GatewayConfig = Readonly<z.output<typeof gatewaySettings>>;

/** Reads the gateway's settings. Throws a ConfigError that names every bad variable. */
export function readGatewayConfig(env: Readonly<Record<string, string | undefined>>): GatewayConfig {
  return parseConfig(gatewaySettings, env);
}
