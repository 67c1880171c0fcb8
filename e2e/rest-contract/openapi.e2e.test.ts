import { once } from 'node:events';
import { request as send, type IncomingHttpHeaders } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { wrongRequests, type OpenApiCall, type OpenApiDocument, type WrongRequest } from './openapi-calls.js';

let url: string;
let document: OpenApiDocument;
const ajv = new Ajv2020({ strict: false });
// ajv-formats is CommonJS: under Node's ES modules the plugin is its `default`.
(typeof formats === 'function' ? formats : formats.default)(ajv, ['date-time']);

beforeAll(async () => {
  ({ url } = await sharedSystem());
  document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument;
  ajv.addSchema(document, 'document');
}, sharedSystemTimeoutMs);

/** `fetch` refuses some of the methods and headers that are sent here. */
async function call(method: string, { path, headers = {}, body }: Omit<WrongRequest, 'fault'>) {
  const request = send(url + path, { method, headers, agent: false });
  request.end(body);
  const [response] = await once(request, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode as number, headers: response.headers as IncomingHttpHeaders, text };
}

function calls(): { readonly template: string; readonly method: string; readonly declared: OpenApiCall }[] {
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, declared]) => ({ template, method: method.toUpperCase(), declared })),
  );
}

/** Returns a sentence for an answer that the document does not describe. */
function findDifference(
  { template, method, declared }: ReturnType<typeof calls>[number],
  { status, headers, text }: Awaited<ReturnType<typeof call>>,
): string | undefined {
  const response = declared.responses[status];
  if (!response) return `the status ${status} is not declared: ${text.slice(0, 300)}`;
  if (status >= 500) return `a server error: ${text}`;
  const pointer = response.$ref?.slice(1) ?? `/paths/${escape(template)}/${method.toLowerCase()}/responses/${status}`;
  const name = response.$ref?.split('/').at(-1);
  const { content = {} } = (name ? document.components.responses[name as never] : response) as { content?: object };
  const mediaType = headers['content-type']?.split(';')[0] ?? '';
  if (!Object.hasOwn(content, mediaType)) return `${status} with the media type ${mediaType} is not declared`;
  const schema = `document#${pointer}/content/${escape(mediaType)}/schema`;
  if (ajv.validate(schema, JSON.parse(text))) return undefined;
  return `${status} has another schema: ${ajv.errorsText()}`;
}

const escape = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

describe('a client of the OpenAPI document', () => {
  it('gets only answers that the document declares, and no server error, for whatever is wrong with its request', async () => {
    const differences: string[] = [];
    let sent = 0;
    for (const each of calls()) {
      for (const { fault, ...request } of wrongRequests(document, each.template, each.declared)) {
        const difference = findDifference(each, await call(each.method, request));
        sent += 1;
        if (difference !== undefined) differences.push(`${each.method} ${each.template}, ${fault}: ${difference}`);
      }
    }
    expect(differences).toEqual([]);
    expect(sent).toBeGreaterThan(300);
  }, 120_000);

  it('gets 405 with the methods of the path for every method that the document does not have', async () => {
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'];
    for (const [template, declared] of Object.entries(document.paths)) {
      const known = Object.keys(declared).map((method) => method.toUpperCase());
      const path = template.replace(/\{\w+\}/g, 'x');
      for (const method of methods.filter((each) => !known.includes(each))) {
        const { status, headers } = await call(method, { path });
        expect([method, path, status]).toEqual([method, path, 405]);
        expect(headers.allow?.split(', ')).toEqual(expect.arrayContaining(known));
      }
    }
  });
});
