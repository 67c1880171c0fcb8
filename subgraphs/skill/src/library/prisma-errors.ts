import { Prisma } from '@skillwright/prisma/skill';

const outageCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
const outageKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/** SQLSTATE classes 08 (connection) and 57P (the server is stopping or starting). */
const outageStates = /^(08|57P)/;
/** What the driver says by words alone. */
const outageMessages =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded)/;

/** Whether the database was away: not reachable, gone in the middle, or without an answer. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const fault = faultOf(error);
  if (!fault) return outageMessages.test(error.message);
  return outageCodes.has(fault.code) || outageKinds.has(fault.kind) || outageStates.test(fault.state);
}

/** Whether a transaction lost against another and can be tried again: a deadlock, or a conflict of writes. */
export function isLostRace(error: unknown): boolean {
  const fault = faultOf(error);
  return fault?.code === 'P2034' || fault?.kind === 'TransactionWriteConflict';
}

/** Whether a row with the same key is there already. */
export function isDuplicate(error: unknown): boolean {
  return faultOf(error)?.code === 'P2002';
}

/** Prisma's code, and what the driver said beneath it: raw queries fail with one code for everything. */
function faultOf(error: unknown): { code: string; kind: string; state: string } | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const { cause } = (error.meta?.['driverAdapterError'] ?? {}) as { cause?: { kind?: string; originalCode?: string } };
  return { code: error.code, kind: cause?.kind ?? '', state: cause?.originalCode ?? '' };
}
