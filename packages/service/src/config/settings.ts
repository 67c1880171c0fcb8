import { z } from 'zod';
import type { AccessOptions } from '../http/access.js';

/** A whole number between two bounds, which the error names. */
const wholeNumber = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const retentionError = 'must be a number of days, more than 0 and at most 3650';

const url = (protocol: RegExp, example: string) => z.url({ protocol, error: `must be a URL such as ${example}` });

const httpUrl = url(/^https?$/, 'http://127.0.0.1:4001');

/** Splits a comma-separated list and drops empty parts. */
const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const hostForm = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;
const isOrigin = (text: string) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** The settings that have the same name and meaning in every service. A service composes its schema from them. */
export const settings = {
  wholeNumber,
  host: z.string().default('127.0.0.1').describe('The address to listen on.'),
  port: (byDefault: number) =>
    wholeNumber(0, 65_535).default(byDefault).describe('The port to listen on; 0 takes any free one.'),
  allowedHosts: z
    .string()
    .transform(list)
    .refine((hosts) => hosts.every((host) => hostForm.test(host)), {
      error: 'must be a list of hosts such as skills.example.com,10.0.0.5:4000',
    })
    .default([])
    .describe(
      'Hosts that requests may name besides HOST and loopback, separated by commas; each with a port or with any.',
    ),
  corsOrigins: z
    .string()
    .transform(list)
    .refine((origins) => origins.every(isOrigin), {
      error: 'must be a list of exact origins such as https://app.example.com,http://localhost:5173',
    })
    .default([])
    .describe('The origins of web pages that may use the server from elsewhere, separated by commas.'),
  dataDir: z.string().default('.data').describe('The folder for everything that is kept in files.'),
  logLevel: z
    .enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` })
    .default('info')
    .describe('The least severe log line to write: fatal, error, warn, info, debug, trace or silent.'),
  databaseUrl: url(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/name').describe(
    'The PostgreSQL database that the service owns.',
  ),
  httpUrl,
  serviceUrl: (byDefault: string) => httpUrl.default(byDefault).describe('Where the neighbouring service listens.'),
  /** `undefined` if unset; `[]` for `none`, the embedded event log; otherwise host:port pairs. */
  kafkaBrokers: z
    .string()
    .transform((text) => (text.trim().toLowerCase() === 'none' ? [] : list(text)))
    .refine((brokers) => brokers.every((broker) => /^[^\s:/]+:\d{1,5}$/.test(broker)), {
      error: 'must be a list such as 127.0.0.1:9092,127.0.0.1:9093, or none',
    })
    .optional()
    .describe('Kafka brokers, separated by commas; `none` asks for the embedded event log.'),
  eventRetentionDays: z.coerce
    .number({ error: retentionError })
    .positive({ error: retentionError })
    .max(3_650, { error: retentionError })
    .default(7)
    .describe('How many days events can be replayed: in topics that are created from now on, and in the outbox.'),
} as const;

/** Returns the hosts and origins that a server with these settings answers. */
export function accessOptions(set: {
  readonly HOST: string;
  readonly ALLOWED_HOSTS: readonly string[];
  readonly CORS_ORIGINS: readonly string[];
}): AccessOptions {
  return { host: set.HOST, allowedHosts: set.ALLOWED_HOSTS, corsOrigins: set.CORS_ORIGINS };
}
