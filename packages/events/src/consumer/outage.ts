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
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('retryable' in current && current.retryable === true) return true;
    if ('code' in current && typeof current.code === 'string' && isOutageCode(current.code)) return true;
  }
  return false;
}

/** Class 08 of SQLSTATE is "connection exception". */
function isOutageCode(code: string): boolean {
  return outageCodes.has(code) || /^08\w{3}$/.test(code);
}
