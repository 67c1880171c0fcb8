import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createHttpServer, createLogger, createMetrics, Health, listen } from '../index.js';

/** Sends the values as one header each. Returns the text that the authenticator gets. */
async function identifiedBy(authorization: string[] | undefined): Promise<string | undefined> {
  const seen: (string | undefined)[] = [];
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
    authenticator: {
      identify: async (given) => {
        seen.push(given);
        return { principal: { subject: 'ada', scopes: [] } };
      },
    },
  });
  const { url } = await listen({ name: 'test', http }, { host: '127.0.0.1', port: 0 });
  const sent = request(`${url}/healthz`, {
    agent: false,
    headers: authorization ? { Authorization: authorization } : {},
  }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  await http.close();
  expect(seen).toHaveLength(1);
  return seen[0];
}

describe('the authenticator', () => {
  it('gets the header as it was sent', async () => {
    expect(await identifiedBy(undefined)).toBeUndefined();
    expect(await identifiedBy(['Bearer a'])).toBe('Bearer a');
    expect(await identifiedBy([''])).toBe('');
  });

  it('gets all of several headers, so that it cannot accept one of them', async () => {
    expect(await identifiedBy(['Bearer a', 'Bearer b'])).toBe('Bearer a, Bearer b');
  });
});
