import { listen } from '@skillwright/service';
import { freePort, startNetwork, waitFor, type Network } from '@skillwright/testing';
import { createTestSkillService, type TestSkillService } from '../test/skill-service.js';

let direct: TestSkillService;
let service: TestSkillService;
let network: Network;
let url: string;

beforeEach(async () => {
  direct = await createTestSkillService();
  network = await startNetwork(direct.config.databaseUrl);
  service = await createTestSkillService({ databaseUrl: network.url });
  await service.app.start();
  ({ url } = await listen(service.app, { host: '127.0.0.1', port: 0 }));
  service.app.health.markStarted();
});
afterEach(async () => {
  await service.dispose();
  await network.stop();
  await direct.dispose();
});

const skill = (name: string, change: object = {}) => ({ name, description: 'd', instructions: '# Do', ...change });
async function send(method: string, path: string, body?: object) {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: (isJson ? JSON.parse(text) : { text }) as Record<string, unknown> };
}
const post = (body: object) => send('POST', '/skills', body);
const put = (id: unknown, body: object) => send('PUT', `/skills/${String(id)}`, body);
const deleteSkill = (id: unknown) =>
  send('POST', '/graphql', { query: `mutation { deleteSkill(input: { id: "${String(id)}" }) { id } }` });

/** Calls `act` when the service sends its next COMMIT. */
function onCommit(act: () => void): void {
  const stop = network.onSent((bytes) => {
    if (!bytes.includes('COMMIT')) return;
    stop();
    act();
  });
}

describe('while its database is away, the service', () => {
  it('answers 503, is not ready, shows its metrics, and works again once the database is back', async () => {
    const { body: before } = await post(skill('before'));
    await network.close();
    for (const answer of [
      await post(skill('meanwhile')),
      await send('GET', '/skills'),
      await put(before['id'], skill('before')),
    ]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'DATABASE_UNAVAILABLE' } });
    }
    expect((await deleteSkill(before['id'])).body).toMatchObject({
      errors: [{ extensions: { code: 'DATABASE_UNAVAILABLE', category: 'unavailable' } }],
    });
    expect(await send('GET', '/readyz')).toMatchObject({
      status: 503,
      body: { status: 'not_ready', parts: { postgresql: { status: 'down' } } },
    });
    expect(await send('GET', '/admin/outbox')).toMatchObject({ status: 503 });
    const metrics = await send('GET', '/metrics');
    expect(metrics.status).toBe(200);
    expect(metrics.body['text']).not.toMatch(/^skill_library_skills\{/m);

    await network.mend();
    await waitFor(async () => (await post(skill('after'))).status === 201, { description: 'the database to be back' });
    expect((await send('GET', '/skills')).body).toMatchObject({ skills: [{ name: 'after' }, { name: 'before' }] });
  });
});

describe('when the connection breaks during the commit', () => {
  it.each<[string, (id: unknown) => Promise<{ status: number; body: object }>, object]>([
    [
      'POST',
      () => post(skill('new')),
      { status: 201, body: { name: 'new', versions: ['1.0.0'], instructions: '# Do' } },
    ],
    ['PUT', (id) => put(id, skill('old', { description: 'd2' })), { status: 200, body: { version: '1.0.1' } }],
    ['deleteSkill', (id) => deleteSkill(id), { status: 200, body: { data: { deleteSkill: {} } } }],
  ])('after PostgreSQL has received it, %s answers success', async (_call, call, expected) => {
    const { body } = await post(skill('old'));
    onCommit(() => network.hold());
    const answering = call(body['id']);
    await waitFor(() => network.heldBytes > 0);
    network.cut();
    expect(await answering).toMatchObject(expected);
  });

  it('before PostgreSQL has received it, the caller gets a retryable error and can try again', async () => {
    onCommit(() => network.cut());
    expect(await post(skill('again'))).toMatchObject({ status: 503, body: { code: 'DATABASE_UNAVAILABLE' } });
    expect((await post(skill('again'))).status).toBe(201);
  });
});

describe('without its database', () => {
  it('the service does not start and reports why', async () => {
    const port = await freePort();
    const lost = await createTestSkillService({ databaseUrl: `postgresql://nobody@127.0.0.1:${port}/nothing` });
    await expect(lost.app.start()).rejects.toThrow(
      `The database of skill cannot be used: 127.0.0.1:${port}/nothing: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
    await lost.dispose();
  });
});
