import { once } from 'node:events';
import { executeText } from '@skillwright/testing';
import { WebSocket } from 'ws';
import type { RunningGateway } from './running-gateway.js';

/** A request as any client may send it. Its parts can have any type. */
export interface AnyRequest {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
  /** Not a part of the protocol. Doors read only the parts above. */
  readonly document?: unknown;
}

/**
 * Sends a request through one door of the gateway. Resolves with everything that the client gets, once the request is
 * over.
 */
export type Door = (gateway: RunningGateway, request: AnyRequest | readonly AnyRequest[]) => Promise<string>;

const eventStream = { accept: 'text/event-stream' };

/** GraphQL over HTTP and over SSE, by POST with JSON and by GET with parameters in the address. */
export const httpDoors: Readonly<Record<string, Door>> = {
  'HTTP POST': (gateway, request) => post(gateway, request, {}),
  'HTTP GET': (gateway, request) => get(gateway, request, { 'apollo-require-preflight': '1' }),
  'SSE POST': (gateway, request) => post(gateway, request, eventStream),
  'SSE GET': (gateway, request) => get(gateway, request, eventStream),
};

/** All doors, for requests that can be any JSON. */
export const doors: Readonly<Record<string, Door>> = {
  ...httpDoors,
  WebSocket: (gateway, request) => byWebSocket(gateway, request),
  'in process': async ({ app }, request) => {
    const { query, ...options } = request as { query: string };
    return JSON.stringify(await executeText(app.execute, query, options));
  },
};

async function post(gateway: RunningGateway, request: unknown, headers: Record<string, string>): Promise<string> {
  const body = JSON.stringify(request);
  return readAnswer(fetch(`${gateway.url}/graphql`, { method: 'POST', body, headers: { ...headers, ...json } }));
}

const json = { 'content-type': 'application/json' };

/** Sends a part that is a list as a parameter that occurs several times. */
async function get(gateway: RunningGateway, request: object, headers: Record<string, string>): Promise<string> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(request)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      parameters.append(name, typeof each === 'string' ? each : JSON.stringify(each));
    }
  }
  return readAnswer(fetch(`${gateway.url}/graphql?${parameters}`, { headers }));
}

async function readAnswer(answered: Promise<Response>): Promise<string> {
  const response = await answered;
  return `${response.status} ${await response.text()}`;
}

/** Sends one operation over a socket of its own, whose connection has a payload. */
export async function byWebSocket(gateway: RunningGateway, request: unknown, payload = {}): Promise<string> {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: string[] = [];
  const over = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const text = String(data);
      messages.push(text);
      const { type } = JSON.parse(text) as { type: string };
      if (type === 'connection_ack') socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: request }));
      if (type === 'error' || type === 'complete') resolve();
    });
    socket.once('close', (code, reason) => {
      messages.push(`${code} ${String(reason)}`);
      resolve();
    });
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  await over;
  socket.close();
  return messages.join('\n');
}
