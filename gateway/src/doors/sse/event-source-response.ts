import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';

const pingIntervalMs = 12_000;
/** The time that a client may take to read its last event. */
const closingTimeoutMs = 10_000;

/** Writes server-sent events to one response, in the distinct connections mode of GraphQL over SSE. */
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
      // Without it, proxies buffer the response.
      'x-accel-buffering': 'no',
    });
    this.raw.flushHeaders();
    this.pings = setInterval(() => this.raw.write(':\n\n'), pingIntervalMs);
    this.raw.once('close', () => clearInterval(this.pings));
    this.raw.on('error', () => this.raw.destroy());
  }

  /** Calls `callback` when the client has disconnected, or the response has ended. */
  onClose(callback: () => void): void {
    if (this.raw.destroyed) callback();
    else this.raw.once('close', callback);
  }

  /**
   * Writes one result. Resolves once the kernel has accepted it, or the client has disconnected. Does nothing after the
   * end of the response.
   */
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

  /** Ends the response. Destroys it if the client does not read the end in time. */
  complete(): void {
    clearInterval(this.pings);
    if (this.raw.writableEnded || this.raw.destroyed) return;
    this.raw.end('event: complete\ndata: \n\n');
    const timer = setTimeout(() => this.raw.destroy(), closingTimeoutMs);
    this.raw.once('close', () => clearTimeout(timer));
  }
}
