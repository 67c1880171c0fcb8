/** What a REST call answered; `body` is parsed where it is JSON. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // A caller outside knows no types: tests say what they expect.
  readonly body: unknown;
}

export interface RestRequest {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request as a stranger would: an object goes as JSON, a string or bytes as they are. */
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
