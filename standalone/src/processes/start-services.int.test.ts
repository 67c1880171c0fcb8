import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { temporaryFolder, waitFor } from '@skillwright/testing';
import type { TemporaryFolder } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';

const startTimeoutMs = 120_000;

interface Started {
  readonly process: ChildProcess;
  readonly gateway: string;
  readonly services: readonly string[];
}

let folder: TemporaryFolder;
let output = '';

/** Runs the built `npm run start:services` and waits for its start-up report. */
async function startBuilt(env: NodeJS.ProcessEnv = {}): Promise<Started> {
  output = '';
  const process = spawn(globalThis.process.execPath, [join(import.meta.dirname, '../../dist/services.js')], {
    env: {
      ...globalThis.process.env,
      PORT: '0',
      DATA_DIR: join(folder.path, 'data'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [process.stdout, process.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  await waitFor(() => output.includes('Ctrl-C stops everything') || process.exitCode !== null, {
    timeoutMs: startTimeoutMs,
    description: 'the services to be ready',
  });
  const [, gateway = ''] = /ready on (\S+)/.exec(output) ?? [];
  const [, listed = ''] = /^ {2}Services +(.*)$/m.exec(output) ?? [];
  return { process, gateway, services: [...listed.matchAll(/http:\S+?(?=,|$)/g)].map(([url]) => url) };
}

const isUp = (url: string) =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => folder.dispose());

describeKafka('four processes', () => {
  it(
    'work together over HTTP and Kafka, and stop in order on SIGTERM',
    async () => {
      const { process, gateway, services } = await startBuilt();
      expect(services).toHaveLength(3);
      const created = await fetch(`${gateway}/skills`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'four-processes', description: 'Proves them.', instructions: '# Do' }),
      });
      expect(created.status).toBe(201);
      expect((await fetch(`${services[0]}/skills/four-processes`)).status).toBe(200);
      const { templates } = (await (await fetch(`${gateway}/templates`)).json()) as { templates: unknown[] };
      expect(templates.length).toBeGreaterThan(0);

      process.kill('SIGTERM');
      expect(await once(process, 'exit')).toEqual([0, null]);
      expect(await Promise.all([gateway, ...services].map(isUp))).toEqual([false, false, false, false]);
    },
    startTimeoutMs * 1.5,
  );

  it(
    'end when their supervisor was killed',
    async () => {
      const { process, gateway, services } = await startBuilt({ KAFKA_BROKERS: (await testKafka()).join(',') });
      process.kill('SIGKILL');
      await waitFor(async () => (await Promise.all([gateway, ...services].map(isUp))).every((up) => !up), {
        timeoutMs: 60_000,
        description: 'the services to end',
      });
    },
    startTimeoutMs * 1.5,
  );
});
