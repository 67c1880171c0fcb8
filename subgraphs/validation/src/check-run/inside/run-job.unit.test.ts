import type { Check, CheckedProject, FileCheck, ProjectCheck } from '../../checks/check.js';
import { fileDiagnostic, syntaxRule } from '../../checks/diagnostic.js';
import type { CheckJob, FoundUnit, WorkerMessage } from '../worker-protocol.js';
import { loadChecks, runJob } from './run-job.js';

const speller = { name: 'speller', packageName: 'speller' };
const finding = (path: string | null, message: string, rule = 'misspelt') => fileDiagnostic(rule, path, message);

/** A check as somebody would add one: it looks at Markdown, and at nothing else. */
const spelling: FileCheck = {
  name: 'SPELLING',
  kind: 'file',
  tools: [speller],
  load: async () => ({
    selects: ({ path }) => path.endsWith('.md'),
    prepare: (files) => ({
      findings: files.some(({ path }) => path === '.spelling') ? [finding('.spelling', 'odd')] : [],
      checkFile: ({ path, text }) => {
        if (text === 'throw') throw new Error('no dictionary');
        return text === 'broken' ? [finding(path, text, syntaxRule)] : text === 'teh' ? [finding(path, text)] : [];
      },
    }),
  }),
};
const seen: { files: string[]; broken: string[] }[] = [];
const links: ProjectCheck = {
  name: 'LINKS',
  kind: 'project',
  tools: [speller],
  load: async () => ({
    selects: () => true,
    run: async ({ files, isBroken, inUnit }: CheckedProject) => {
      const paths = files.map(({ path }) => path);
      seen.push({ files: paths, broken: paths.filter(isBroken) });
      await inUnit(null, () => [finding(null, 'dead link')]);
    },
  }),
};

const run = async (
  files: Record<string, string>,
  job: Partial<CheckJob> = {},
  checks: readonly Check[] = [spelling, links],
) => {
  const said: WorkerMessage[] = [];
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  await runJob({ checks: null, files: all, skip: [], ...job }, await loadChecks(checks), (message) =>
    said.push(message),
  );
  const found = said.filter(
    (message): message is WorkerMessage & { type: 'found' } & FoundUnit => message.type === 'found',
  );
  return {
    said,
    found: found.map(({ check, path, diagnostics }) => [check, path, ...diagnostics.map(({ rule }) => rule)]),
  };
};

describe('a job', () => {
  it('runs whatever checks there are, each on the files that it selects', async () => {
    const { found, said } = await run({ 'a.md': 'teh', 'b.js': 'teh', 'dist/c.md': 'teh' });
    expect(found).toEqual([
      ['SPELLING', 'a.md', 'misspelt'],
      ['LINKS', null, 'misspelt'],
    ]);
    expect(said.at(-1)).toMatchObject({ type: 'done', filesChecked: 2 });
  });

  it('runs the checks that are asked for', async () => {
    expect((await run({ 'a.md': 'teh' }, { checks: ['LINKS'] })).found).toEqual([['LINKS', null, 'misspelt']]);
  });

  it("has a unit for the faults of a check's configuration", async () => {
    expect((await run({ '.spelling': '' })).found[0]).toEqual(['SPELLING', null, 'misspelt']);
  });

  it('gives a file whose fault is told to no later check, and one that a tool failed on not to that tool', async () => {
    const { found } = await run({ 'a.md': 'throw', 'b.md': 'broken', 'c.md': '' });
    expect(found).toEqual([
      ['SPELLING', 'a.md', 'check-failed'],
      ['SPELLING', 'b.md', 'syntax'],
      ['SPELLING', 'c.md'],
      ['LINKS', null, 'misspelt'],
    ]);
    expect(seen.at(-1)).toEqual({ files: ['b.md', 'c.md'], broken: ['b.md'] });
  });

  it('leaves out the units that ended a worker before', async () => {
    const skip = [
      { check: 'SPELLING', path: 'a.md' },
      { check: 'LINKS', path: null },
    ];
    expect((await run({ 'a.md': 'teh', 'b.md': '' }, { skip })).found).toEqual([['SPELLING', 'b.md']]);
  });
});
