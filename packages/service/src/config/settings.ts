import { z } from 'zod';

/** Valid ports are 0 (any free port) to 65535. */
const port = z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535);

const url = (protocol: RegExp, example: string) => z.url({ protocol, error: `must be a URL such as ${example}` });

/** Splits a comma-separated list and drops empty parts. */
const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The settings that have the same name and meaning in every service. A service composes its schema from them. */
export const settings = {
  host: z.string().default('127.0.0.1').describe('The address to listen on.'),
  port: (byDefault: number) => port.default(byDefault).describe('The port to listen on; 0 takes any free one.'),
  dataDir: z.string().default('.data').describe('The folder for everything that is kept in files.'),
  logLevel: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('The least severe log line to write: fatal, error, warn, info, debug, trace or silent.'),
  databaseUrl: url(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/name').describe(
    'The PostgreSQL database that the service owns.',
  ),
  serviceUrl: (byDefault: string) =>
    url(/^https?$/, 'http://127.0.0.1:4001')
      .default(byDefault)
      .describe('Where the neighbouring service listens.'),
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
    .number({ error: 'must be a number of days' })
    .positive()
    .max(3_650)
    .default(7)
    .describe('How many days events can be replayed: in topics that are created from now on, and in the outbox.'),
} as const;
