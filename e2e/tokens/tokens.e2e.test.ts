import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { subscribeBySse, subscribeByWebSocket } from '@skillwright/testing/subscribers';
import { startSystem, type StartedSystem } from '../harness/start-system.js';

const command = fileURLToPath(new URL('../../subgraphs/skill/dist/token-command/main.js', import.meta.url));
const subscription = 'subscription { skillChanged { cursor } }';
const startTimeoutMs = 180_000;

let folder: TemporaryFolder;
let system: StartedSystem;

beforeAll(async () => {
  folder = await temporaryFolder();
  system = await start();
}, startTimeoutMs);
afterAll(async () => {
  await system.terminate();
  await folder.dispose();
}, 60_000);

const start = () =>
  startSystem({
    dataDir: join(folder.path, 'data'),
    env: { AUTH: 'required', MONITORING_ACCESS: 'admin', KAFKA_BROKERS: 'none' },
  });

/** Runs `npm run token`. Never rejects. */
function token(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const settings = { SKILLWRIGHT_URL: system.url, DATA_DIR: system.dataDir, ...env };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      [command, ...args],
      { env: { PATH: process.env['PATH'], ...settings } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}
const idIn = (text: string) => /[0-9a-f-]{36}/.exec(text)?.[0] ?? '';

async function create(name: string, scopes: string): Promise<{ readonly id: string; readonly text: string }> {
  const { code, stdout, stderr } = await token(['create', '--name', name, '--scopes', scopes]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)]);
  return { id: idIn(stderr), text: stdout.trim() };
}

/** Returns the statuses by which the gateway and a service answer a read with the token. */
const statusesOf = (text: string) =>
  Promise.all(
    [system.url, system.serviceUrls.skill, system.serviceUrls.generation].map(async (url) => {
      const path = url === system.serviceUrls.generation ? '/templates' : '/skills';
      return (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${text}` } })).status;
    }),
  );

describe('tokens of the platform', () => {
  it('are issued with the key of the machine first, then with an admin token from anywhere', async () => {
    const admin = await create('boss', 'admin,read:skills');
    const elsewhere = { DATA_DIR: join(folder.path, 'elsewhere'), SKILLWRIGHT_TOKEN: admin.text };
    const made = await token(['create', '--name', 'ci', '--scopes', 'read:skills', '--days', '1'], elsewhere);
    expect([made.code, await statusesOf(made.stdout.trim())]).toEqual([0, [200, 200, 200]]);
    const listed = await token(['list'], elsewhere);
    expect(listed.stdout).toMatch(/^\S+ +ci +valid +\S+ +boss +read:skills$/m);
    expect(listed.stdout).toMatch(/^\S+ +boss +valid +\S+ +operator +read:skills,admin$/m);
    const more = await token(['create', '--name', 'x', '--scopes', 'validate:code'], elsewhere);
    expect([more.code, more.stdout, more.stderr]).toEqual([1, '', expect.stringContaining('you lack validate:code')]);
  }, 60_000);

  it(
    'end for every door within seconds when they are revoked, and stay revoked after a restart',
    async () => {
      const { id, text } = await create('leaving', 'read:skills');
      expect(await statusesOf(text)).toEqual([200, 200, 200]);
      const authorization = `Bearer ${text}`;
      const socket = subscribeByWebSocket(system.url, subscription, {}, { authorization });
      const stream = subscribeBySse(system.url, subscription, {}, { authorization });
      const closed = socket.ended.then(
        () => 'completed',
        ({ code }: { code?: number }) => code,
      );
      const ended = stream.errors();
      expect(await statusesOf(text)).toEqual([200, 200, 200]);

      expect(await token(['revoke', id])).toMatchObject({
        code: 0,
        stdout: '',
        stderr: expect.stringContaining('revoked'),
      });
      await waitFor(async () => (await statusesOf(text)).every((status) => status === 401), {
        description: 'the revoked token to be refused everywhere',
      });
      expect(await closed).toBe(4403);
      expect((await ended)[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });

      await system.terminate();
      system = await start();
      expect(await statusesOf(text)).toEqual([401, 401, 401]);
      expect((await token(['list'])).stdout).toContain(`${id}  leaving`);
    },
    startTimeoutMs,
  );

  it('are refused with the reason, and a command says what to do', async () => {
    const reader = await create('reader', 'read:skills');
    expect(await token(['list'], { SKILLWRIGHT_TOKEN: reader.text })).toMatchObject({
      ...{ code: 1, stdout: '', stderr: expect.stringContaining('admin') },
    });
    expect(await token(['list'], { DATA_DIR: join(folder.path, 'none') })).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('there is no platform key at') },
    });
    expect(await token(['list'], { SKILLWRIGHT_URL: 'http://127.0.0.1:9' })).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('Nothing answers at http://127.0.0.1:9') },
    });
    expect(await token(['create'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage') });
    expect(system.log()).not.toContain(reader.text);
  }, 60_000);
});

describe('closed monitoring', () => {
  it('shows metrics and parts to the scope admin alone, on every port, and probes the status', async () => {
    const admin = await create('monitor', 'admin');
    const reader = await create('curious', 'read:skills');
    for (const url of [system.url, ...Object.values(system.serviceUrls)]) {
      const ask = async (path: string, text?: string) => {
        const headers = text === undefined ? {} : { authorization: `Bearer ${text}` };
        const response = await fetch(url + path, { headers });
        return {
          status: response.status,
          challenge: response.headers.get('www-authenticate'),
          body: await response.text(),
        };
      };
      expect(await ask('/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
      for (const text of [undefined, 'nonsense', reader.text]) {
        expect(await ask('/readyz', text)).toMatchObject({ status: 200, body: '{"status":"ready"}' });
      }
      expect(await ask('/readyz', admin.text)).toMatchObject({
        status: 200,
        body: expect.stringContaining('"parts":{'),
      });
      expect(await ask('/metrics')).toMatchObject({ status: 401, challenge: 'Bearer realm="skillwright"' });
      expect(await ask('/metrics', 'nonsense')).toMatchObject({
        status: 401,
        challenge: expect.stringContaining('invalid_token'),
      });
      expect(await ask('/metrics', reader.text)).toMatchObject({
        status: 403,
        body: expect.stringContaining('the scope admin'),
      });
      expect(await ask('/metrics', admin.text)).toMatchObject({
        status: 200,
        body: expect.stringContaining('http_request_duration_seconds'),
      });
    }
  }, 60_000);
});
