import { ServiceError } from '@skillwright/service';

/**
 * `away`: the database cannot be reached, or refuses to work. `busy`: it works, but had no time for this caller.
 * `conflict`: the transaction lost against another one (a deadlock, a serialization failure) and can be run again.
 */
export type DatabaseTrouble = 'away' | 'busy' | 'conflict';

/** By SQLSTATE; the first match counts: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const states: readonly (readonly [RegExp, DatabaseTrouble])[] = [
  [/^(40001|40P01)$/, 'conflict'],
  // too_many_connections, lock_not_available, query_canceled (a time limit), the two time limits of a transaction
  [/^(53300|55P03|57014|25P03|25P04)$/, 'busy'],
  // connection exceptions; the server stops, starts or has crashed; a full disk and other lacking resources; system
  // errors
  [/^(08|57P|53|58)\w+$/, 'away'],
  // the role or the database is refused; a standby, which cannot write
  [/^(28\w{3}|3D000|25006)$/, 'away'],
];

const nodeCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN'],
]);

/** https://www.prisma.io/docs/orm/reference/error-reference */
const prismaCodes: Readonly<Record<string, DatabaseTrouble>> = {
  P1000: 'away',
  P1001: 'away',
  P1002: 'away',
  P1003: 'away',
  P1008: 'away',
  P1010: 'away',
  P1011: 'away',
  P1017: 'away',
  P2024: 'busy',
  P2028: 'busy',
  P2034: 'conflict',
  P2037: 'busy',
};

/** The kinds of the errors of Prisma's adapter without a SQLSTATE. */
const adapterKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TlsConnectionError']);

/** The messages of errors of pg and pg-pool without a code. */
const messages: readonly (readonly [RegExp, DatabaseTrouble])[] = [
  [/^timeout exceeded when trying to connect/, 'busy'],
  [/^(Connection terminated|timeout expired|Query read timeout)/, 'away'],
  [/^Client (has encountered a connection error|was closed) and is not queryable/, 'away'],
  [/^Cannot use a pool after calling end/, 'away'],
];

/**
 * Classifies an error of pg or Prisma as trouble with the database. Returns undefined for everything else: a broken
 * constraint, a defect, and a ServiceError, which is an answer already.
 */
export function classifyDatabaseError(error: unknown): DatabaseTrouble | undefined {
  for (const fault of faultsOf(error)) {
    const trouble = classifyFault(fault);
    if (trouble) return trouble;
  }
  return undefined;
}

/** Whether the error says that a row with the same key exists. */
export function isDuplicateKey(error: unknown): boolean {
  return faultsOf(error).some(({ codes }) => codes.includes('23505') || codes.includes('P2002'));
}

interface Fault {
  readonly codes: readonly string[];
  readonly message: string;
}

function classifyFault({ codes, message }: Fault): DatabaseTrouble | undefined {
  for (const code of codes) {
    if (nodeCodes.has(code) || adapterKinds.has(code)) return 'away';
    const trouble = prismaCodes[code] ?? match(states, code);
    if (trouble) return trouble;
  }
  return match(messages, message);
}

function match(table: readonly (readonly [RegExp, DatabaseTrouble])[], text: string): DatabaseTrouble | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}

/** Returns the error and its causes, the innermost first: Prisma has one code for all raw statements that fail. */
function faultsOf(error: unknown, depth = 0): Fault[] {
  if (typeof error !== 'object' || error === null || error instanceof ServiceError || depth > 5) return [];
  const { code, originalCode, kind, message, cause, meta } = error as Readonly<Record<string, unknown>>;
  const beneath = (meta as Readonly<Record<string, unknown>> | undefined)?.['driverAdapterError'];
  return [
    ...faultsOf(beneath, depth + 1),
    ...faultsOf(cause, depth + 1),
    {
      codes: [originalCode, kind, code].filter((value) => typeof value === 'string'),
      message: typeof message === 'string' ? message : '',
    },
  ];
}
