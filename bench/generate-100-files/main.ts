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

// `POST /generate/project` on a running system beside plain mustache that renders and writes the same files.
const warmUps = 5;
const runs = 30;

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

async function measure(work: (run: number) => Promise<unknown>): Promise<string[]> {
  const times: number[] = [];
  for (let run = -warmUps; run < runs; run += 1) {
    const milliseconds = await millisecondsOf(() => work(run));
    if (run >= 0) times.push(milliseconds);
  }
  times.sort((one, other) => one - other);
  return [0.5, 0.9, 1].map((share) => (times[Math.ceil(share * runs) - 1] ?? Number.NaN).toFixed(1));
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
  const figures = [
    [
      'plain mustache, render and write',
      ...(await measure((run) => renderAndWrite(templateFiles, view, join(folder, `plain-${run}`)))),
    ],
    ['dry run: HTTP, checks, strict rendering', ...(await measure(() => generate(true)))],
    ['generation: the same, staged, digested, with its event', ...(await measure(() => generate(false)))],
  ];
  printTable([[`${fileCount} files, ${runs} runs`, 'p50 ms', 'p90 ms', 'max ms'], ...figures]);
} finally {
  await system.interrupt();
  await rm(folder, { recursive: true });
}
