import { findErrorCode } from '../error-facts.js';

/** What PostgreSQL, Prisma, Node and undici call a neighbour that is not there: trying again later helps, and nothing else does. */
const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  '57P01',
  '57P02',
  '57P03',
]);

/** Whether an error, or what caused it, says that something is down for now: an error that calls itself `retryable`, or a broken connection. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('retryable' in error && error.retryable === true) return true;
  if (isOutageCode(findErrorCode(error) ?? '')) return true;
  return 'cause' in error && isOutage(error.cause);
}

/** Class 08 of SQLSTATE is "connection exception". */
function isOutageCode(code: string): boolean {
  return outageCodes.has(code) || /^08\w{3}$/.test(code);
}
