import type { FastifyReply } from 'fastify';

/** Names a request header that the answer depends on in `Vary`, besides those that are named already. */
export function vary(reply: FastifyReply, header: string): void {
  const named = reply.getHeader('vary');
  const headers = named === undefined ? [] : String(named).split(', ');
  if (!headers.includes(header)) reply.header('vary', [...headers, header].join(', '));
}
