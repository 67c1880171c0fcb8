import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import { startSystem, type StartedSystem } from '../harness/start-system.js';
import { readBlocks, toPattern, type Block } from './read-blocks.js';

const root = join(import.meta.dirname, '../..');
const readme = await readFile(join(root, 'README.md'), 'utf8');
const tour = readBlocks(readme.slice(readme.indexOf('## A tour'), readme.indexOf('## React to what happens')));
const steps = tour.flatMap((block, index) =>
  block.language === 'sh' ? [{ command: block, answer: tour[index + 1] }] : [],
);
const hasKcat = spawnSync('kcat', ['-V']).status === 0;

describe("the README's tour, as it is printed", () => {
  let folder: TemporaryFolder;
  let system: StartedSystem;
  let outputs: string[];

  beforeAll(async () => {
    folder = await temporaryFolder();
    // The printed addresses are those of a start with default settings. Another program may have the port.
    const isTaken = await fetch('http://127.0.0.1:4000').catch(() => undefined);
    system = await startSystem({ dataDir: join(folder.path, 'data'), ...(isTaken ? {} : { port: 4000 }) });
    outputs = await runSteps(steps.map(({ command }) => command));
  }, 240_000);

  afterAll(async () => {
    await system.interrupt();
    await folder.dispose();
  });

  /** Runs all blocks in one shell, like a reader does, against this test's system. Returns the output of each. */
  async function runSteps(blocks: readonly Block[]): Promise<string[]> {
    const separator = '== next step ==';
    const readyz = (await (await fetch(`${system.url}/readyz`)).json()) as { parts: { kafka: { brokers?: string[] } } };
    const script = blocks
      .map(({ text }) => text)
      .filter((text) => hasKcat || !text.startsWith('kcat'))
      .join(`\necho; echo '${separator}'\n`)
      .replaceAll('http://127.0.0.1:4000', system.url)
      .replaceAll('127.0.0.1:9092', readyz.parts.kafka.brokers?.[0] ?? '');
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { cwd: root });
    return stdout.split(`${separator}\n`);
  }

  it('has an answer for each command', () => {
    expect(steps.map(({ answer }) => answer?.language)).toEqual(['text', 'text', 'text', 'text', 'json', 'text']);
  });

  it.each(steps.map(({ command, answer }, index) => [command.text.split('\n').at(-1) ?? '', answer, index] as const))(
    'answers %s as shown',
    (command, answer, index) => {
      if (command.startsWith('kcat') && !hasKcat) return;
      const output = outputs[index] ?? '';
      if (answer?.language === 'json') expect(JSON.parse(output)).toEqual(JSON.parse(answer.text));
      else expect(output).toMatch(toPattern(answer?.text ?? 'no answer'));
    },
  );

  it('shows the query that it sends', async () => {
    const query = await readFile(join(root, 'docs/tour/across.graphql'), 'utf8');
    expect(tour.find(({ language }) => language === 'graphql')?.text).toBe(query.trimEnd());
  });
});
