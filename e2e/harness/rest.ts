/** The answer of a REST call. A JSON `body` is parsed. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // An external client has no types, so tests state their own.
  readonly body: unknown;
}

export interface RestRequest {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request as an external client: an object is sent as JSON, a string or bytes unchanged. */
export async function callRest(
  baseUrl: string,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { body, headers = {} }: RestRequest = {},
): Promise<RestAnswer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: raw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
