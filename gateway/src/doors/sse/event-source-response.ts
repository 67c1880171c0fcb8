import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';

const pingIntervalMs = 12_000;
/** How long a client may take to read its last event. */
const closingTimeoutMs = 10_000;

/** Writes server-sent events (the distinct connections mode of GraphQL over SSE) to one response. */
export class EventSourceResponse {
  private readonly raw: ServerResponse;
  private readonly pings: NodeJS.Timeout;

  constructor(reply: FastifyReply) {
    reply.hijack();
    this.raw = reply.raw;
    this.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // The connection is of no use after its stream, and must not keep a stopping server waiting.
      connection: 'close',
      // Proxies hold responses back otherwise.
      'x-accel-buffering': 'no',
    });
    this.raw.flushHeaders();
    this.pings = setInterval(() => this.raw.write(':\n\n'), pingIntervalMs);
    this.raw.once('close', () => clearInterval(this.pings));
    this.raw.on('error', () => this.raw.destroy());
  }

  /** Calls back when the client is gone, or the response has ended. */
  onClose(callback: () => void): void {
    if (this.raw.destroyed) callback();
    else this.raw.once('close', callback);
  }

  /** Resolves once the kernel has taken it, or the client is gone. After the end of the response it does nothing. */
  async next(result: unknown, id?: string): Promise<void> {
    const lines = [
      'event: next',
      ...(id === undefined ? [] : [`id: ${id}`]),
      `data: ${JSON.stringify(result)}`,
      '',
      '',
    ];
    if (this.raw.destroyed || this.raw.writableEnded || this.raw.write(lines.join('\n'))) return;
    const settled = new AbortController();
    const { signal } = settled;
    await Promise.race([once(this.raw, 'drain', { signal }), once(this.raw, 'close', { signal })]);
    settled.abort();
  }

  /** Ends the response, and cuts it off where the client does not read the end. */
  complete(): void {
    clearInterval(this.pings);
    if (this.raw.writableEnded || this.raw.destroyed) return;
    this.raw.end('event: complete\ndata: \n\n');
    const timer = setTimeout(() => this.raw.destroy(), closingTimeoutMs);
    this.raw.once('close', () => clearTimeout(timer));
  }
}
