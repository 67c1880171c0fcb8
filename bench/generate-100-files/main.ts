import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitForTemplate } from '../../e2e/harness/templates.js';
import { callRest } from '../../e2e/harness/rest.js';
import { startSystem } from '../../e2e/harness/start-system.js';
import { printTable } from '../harness/table.js';
import { renderAndWrite } from './plain-mustache.js';
import { fileCount, manifest, name, parameters, templateFiles } from './template.js';

// Compares `POST /generate/project` on a running system with plain mustache that renders and writes the same files.
const warmUps = 5;
const runs = 30;

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

interface Contender {
  readonly name: string;
  run(number: number): Promise<unknown>;
}

/** Runs all contenders in turns, so that load on the machine disturbs them alike. Returns the rows of a table. */
async function measure(contenders: readonly Contender[]): Promise<string[][]> {
  const times = contenders.map((): number[] => []);
  for (let number = -warmUps; number < runs; number += 1) {
    for (const [index, contender] of contenders.entries()) {
      const milliseconds = await millisecondsOf(() => contender.run(number));
      if (number >= 0) times[index]?.push(milliseconds);
    }
  }
  return contenders.map(({ name }, index) => {
    const sorted = (times[index] ?? []).sort((one, other) => one - other);
    const quantile = (share: number) => (sorted[Math.ceil(share * runs) - 1] ?? Number.NaN).toFixed(1);
    return [name, quantile(0.5), quantile(0.9), quantile(1)];
  });
}

const folder = await mkdtemp(join(tmpdir(), 'generate-100-files-'));
const system = await startSystem({ dataDir: join(folder, 'data'), env: { KAFKA_BROKERS: 'none' } });
try {
  const definition = {
    name: 'hundred-files',
    description: 'A hundred small modules.',
    instructions: '# Modules\n',
    files: [
      { path: 'templates/hundred-files/template.yaml', content: manifest },
      ...Object.entries(templateFiles).map(([path, content]) => ({
        path: `templates/hundred-files/files/${path}`,
        content,
      })),
    ],
  };
  assert.equal((await callRest(system.url, 'POST', '/skills', { body: definition })).status, 201);
  await waitForTemplate(system.url, 'hundred-files');

  const generate = async (dry_run: boolean) => {
    const body = { spec: { name, template: 'hundred-files', parameters }, dry_run };
    const answer = await callRest(system.url, 'POST', '/generate/project', { body });
    assert.equal(answer.status, dry_run ? 200 : 201);
    assert.equal((answer.body as { files: unknown[] }).files.length, fileCount);
  };
  const view = { ...parameters, name };
  const figures = await measure([
    {
      name: 'plain mustache: render and write',
      run: (number) => renderAndWrite(templateFiles, view, join(folder, `plain-${number}`)),
    },
    { name: 'dry run: HTTP, checks, strict rendering', run: () => generate(true) },
    { name: 'generation: the same, staged, digested, with its event', run: () => generate(false) },
  ]);
  printTable([[`${fileCount} files, ${runs} runs`, 'p50 ms', 'p90 ms', 'max ms'], ...figures]);
} finally {
  await system.interrupt();
  await rm(folder, { recursive: true });
}
