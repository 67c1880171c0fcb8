/** The parts of an OpenAPI document that a client needs to make calls. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiCall>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly responses: object };
}

export interface OpenApiCall {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: JsonSchema; example?: object }>> };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: object }>>;
}

interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A request that a client could send by mistake. */
export interface WrongRequest {
  readonly fault: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const json = { 'content-type': 'application/json' };
const wrongValues = [null, 7, '', 'x\u0000', [], [{}], {}, { a: { b: [] } }, true, 1e300];

/** Yields wrong requests of a call of the document: one fault each, in the path, the query, the headers or the body. */
export function* wrongRequests(
  document: OpenApiDocument,
  template: string,
  { parameters = [], requestBody }: OpenApiCall,
): Generator<WrongRequest> {
  const content = requestBody?.content['application/json'];
  const path = template.replace(/\{\w+\}/g, 'nothing-of-this-name');
  const usual = content && { body: JSON.stringify(content.example ?? {}), headers: json };

  for (const value of template.includes('{') ? ['%zz', '%00', '%ff', 'x'.repeat(2_000), '%F0%9F%92%A9'] : []) {
    yield { fault: `path ${value.slice(0, 20)}`, path: template.replace(/\{\w+\}/g, value), ...usual };
  }
  for (const { name } of [...parameters.filter((each) => each.in === 'query'), { name: 'unknown' }]) {
    for (const value of ['', '0', '-1', '1e9', '%00', '%zz', 'x'.repeat(5_000), `1&${name}=2`]) {
      yield { fault: `query ${name}=${value.slice(0, 20)}`, path: `${path}?${name}=${value}`, ...usual };
    }
  }
  for (const { name } of parameters.filter((each) => each.in === 'header')) {
    for (const value of ['', '*', '"', 'W/"x"', ',', 'x'.repeat(5_000)]) {
      const headers = { ...usual?.headers, [name]: value };
      yield { fault: `${name}: ${value.slice(0, 20)}`, path, ...usual, headers };
    }
  }
  yield { fault: 'Accept', path, ...usual, headers: { ...usual?.headers, accept: 'application/pdf' } };
  if (!content) return;

  for (const body of ['', '{', 'null', '[]', '"x"', '{}', '{"unknown":1}', '{"__proto__":{}}', '['.repeat(100_000)]) {
    yield { fault: `body ${body.slice(0, 20)}`, path, headers: json, body };
  }
  yield { fault: 'no UTF-8', path, headers: json, body: Uint8Array.from([0x22, 0xff, 0x22]) };
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/zip', 'x', '']) {
    yield { fault: `Content-Type: ${type}`, path, headers: { 'content-type': type }, body: '{}' };
  }
  yield { fault: 'gzip', path, headers: { ...json, 'content-encoding': 'gzip' }, body: '{}' };
  for (const field of Object.keys(propertiesOf(document, content.schema))) {
    for (const value of wrongValues) {
      const body = JSON.stringify({ ...content.example, [field]: value });
      yield { fault: `${field} ${JSON.stringify(value)}`, path, headers: json, body };
    }
  }
}

function propertiesOf({ components }: OpenApiDocument, schema: JsonSchema): object {
  const name = schema.$ref?.split('/').at(-1);
  return (name === undefined ? schema : components.schemas[name])?.properties ?? {};
}
