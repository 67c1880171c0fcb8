import { createSandbox } from '../sandbox/find-sandbox.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { installed } from '../../test/installed-sandboxes.js';
import { rogueSandbox } from '../../test/rogue-sandbox.js';
import { createTestValidationService, type TestValidationService } from '../../test/validation-service.js';

/** Output that no program of ours writes, for checks and for tests alike. */
const garbage: readonly [string, string][] = [
  ['null', 'write("null\\n")'],
  ['a number', 'write("42\\n")'],
  ['a text', 'write("\\"done\\"\\n")'],
  ['a list', 'write("[]\\n")'],
  ['an empty object', 'write("{}\\n")'],
  ['an empty line', 'write("\\n")'],
  ['no JSON', 'write("hello\\n")'],
  ['an unknown type', 'say({ type: "constructor" })'],
  ['an object that is a prototype', 'write(\'{"__proto__":{"type":"done","filesChecked":1,"heapBytes":0}}\\n\')'],
  ['a line without an end', 'const part = "x".repeat(1 << 20); for (let n = 0; n < 64; n += 1) write(part)'],
  ['millions of lines', 'const part = "{}\\n".repeat(1 << 18); for (let n = 0; n < 8; n += 1) write(part)'],
  ['deep JSON', 'write("[".repeat(3 << 20) + "\\n")'],
  ['bytes', 'write(Buffer.from(Array.from({ length: 4096 }, (_, n) => n % 256)))'],
  ['a flood of errors', 'const part = "x".repeat(1 << 20); for (let n = 0; n < 64; n += 1) write(part, 2)'],
];

const ofChecks: readonly [string, string][] = [
  ...garbage,
  ['a file of another job', 'say({ type: "begin", check: "LINT", path: "../other.js" })'],
  ['another check', 'say({ type: "begin", check: "NOTHING", path })'],
  [
    'a finding on no file of the job',
    `say({ type: "begin", ...unit }); say({ ...found, ${findingOn('/etc/passwd')} })`,
  ],
  [
    'a finding of no tool of ours',
    `say({ type: "begin", ...unit }); say({ ...found, ${findingOn('rogue.js', 'sh')} })`,
  ],
  ['a member too many', 'say({ type: "begin", ...unit, more: 1 })'],
  ['an inherited member', 'write(JSON.stringify({ type: "begin", ...unit }).replace("}", \',"__proto__":{}}\\n\'))'],
  ['a count below zero', 'say({ ...done, filesChecked: -1 })'],
  ['a count that is endless', 'write(\'{"type":"done","filesChecked":1e999,"heapBytes":0}\\n\')'],
  ['a count that is none', 'say({ ...done, filesChecked: NaN })'],
  ['half a file', 'say({ ...done, filesChecked: 0.5 })'],
  ['more files than there are', 'say({ ...done, filesChecked: 4242 })'],
  ['a unit that was not begun', 'say(found)'],
  ['two units at once', 'say({ type: "begin", ...unit }); say({ type: "begin", ...unit, check: "FORMAT" })'],
  ['an end within a unit', 'say({ type: "begin", ...unit }); say(done)'],
  ['an end and more with it', 'write((JSON.stringify(done) + "\\n").repeat(2))'],
  [
    'a beginning without an end',
    'const part = (JSON.stringify({ type: "begin", ...unit }) + "\\n").repeat(4096); for (;;) write(part)',
  ],
  ['a second start', 'say({ type: "ready" })'],
];

const ofTests: readonly [string, string][] = [
  ...garbage,
  ['another run', 'say({ ...begin, nonce: "" })'],
  ['results before the beginning', 'say(ran); say(end)'],
  ['two beginnings', 'say(begin); say(begin); say(ran); say(end)'],
  ['a test outside of the project', 'say(begin); say({ ...ran, test: { ...test, path: "../x" } })'],
  ['a time below zero', 'say(begin); say({ ...ran, test: { ...test, durationMs: -1 } })'],
  [
    'an endless time',
    'say(begin); write(JSON.stringify(ran).replace(\'"durationMs":1\', \'"durationMs":1e999\') + "\\n")',
  ],
  ['a status that is none', 'say(begin); say({ ...ran, test: { ...test, status: "GREEN" } })'],
  ['a line that is half', 'say(begin); say({ ...ran, test: { ...test, line: 1.5 } })'],
  ['an end without results', 'say(begin); say(end)'],
  ['an end that counts fewer', 'say(begin); say(ran); say({ ...end, tests: 0 })'],
  ['more after the end', 'say(begin); say(ran); say(end); say(end)'],
  ['a test of ours that should have failed', 'say(begin); say(ran); say({ ...end, isControlRed: false })'],
  [
    'lines of a file that is not of the project',
    'say(begin); say(ran); say({ nonce, type: "coverage", file: { path: "x.js", ran: [0], missed: [] } }); say(end)',
  ],
  [
    'a test a million times',
    'say(begin); const part = (JSON.stringify(ran) + "\\n").repeat(1000); for (let n = 0; n < 1000; n += 1) write(part)',
  ],
];

function findingOn(path: string, tool = 'eslint'): string {
  const place = { severity: 'ERROR', path, line: 1, column: 1, message: 'm', fixable: false };
  return `counts: { errors: 1, warnings: 0, unformatted: 0 }, diagnostics: [${JSON.stringify({ tool, rule: 'r', ...place })}]`;
}

describe('output of the sandbox that is not our program’s', () => {
  let service: TestValidationService;

  beforeAll(async () => {
    const real = createSandbox(installed[0] ?? 'util-linux') as Sandbox;
    service = await createTestValidationService({
      sandbox: { sandbox: rogueSandbox(real), faults: [] },
      concurrency: 2,
    });
    await service.app.start();
  });
  afterAll(() => service.dispose());

  const post = async (url: string, files: Record<string, string>) => {
    const body = { files: Object.entries(files).map(([path, content]) => ({ path, content })) };
    const answer = await service.rest({ method: 'POST', url, body });
    expect(answer.status).toBe(201);
    return answer.body as { status: string; failure: unknown; tests: unknown[]; summary: Record<string, number> };
  };
  const isAlive = async () => (await service.rest({ method: 'GET', url: '/healthz' })).status;
  const beside = async <Report>(report: Promise<Report>): Promise<Report> => {
    const [rogue, honest, alive] = await Promise.all([report, post('/validate/code', { 'a.js': '' }), isAlive()]);
    expect([honest.status, alive]).toEqual(['passed', 200]);
    return rogue;
  };

  it.each(ofChecks)('of a check worker ends that report and nothing else: %s', async (_what, text) => {
    const report = await beside(post('/validate/code', { 'rogue.js': text }));
    expect(report).toMatchObject({ status: 'error', failure: { code: 'RESULTS_REFUSED' } });
    expect(await post('/validate/code', { 'a.js': '' })).toMatchObject({ status: 'passed' });
  });

  it.each(ofTests)('of a test run fails its files and nothing else: %s', async (_what, text) => {
    const report = await beside(post('/validate/tests', { 'a.test.js': 'test();', 'rogue.js': text }));
    expect(report).toMatchObject({
      status: 'failed',
      summary: { tests_passed: 0, tests_failed: 1 },
      tests: [{ name: 'a.test.js', status: 'failed' }],
    });
  });

  it('is told from a message in pieces, and from an end in the middle of one', async () => {
    const inPieces =
      'const text = JSON.stringify({ type: "begin", ...unit }) + "\\n"; write(text.slice(0, 9)); setTimeout(() => { write(text.slice(9)); say(found); say(done); }, 50)';
    expect(await beside(post('/validate/code', { 'rogue.js': inPieces }))).toMatchObject({ status: 'passed' });
    const half = 'say({ type: "begin", ...unit }); write("{\\"type\\":"); process.exit(0)';
    expect(await beside(post('/validate/code', { 'rogue.js': half }))).toMatchObject({
      status: 'failed',
      diagnostics: [{ rule: 'check-ended', path: 'rogue.js' }],
    });
  });

  it('between two jobs costs the worker, and no job', async () => {
    const later = 'say({ type: "begin", ...unit }); say(found); say(done); setTimeout(() => write("null\\n"), 5)';
    for (let times = 0; times < 3; times += 1) {
      expect(await post('/validate/code', { 'rogue.js': later })).toMatchObject({ status: 'passed' });
      expect(await post('/validate/code', { 'a.js': '' })).toMatchObject({ status: 'passed' });
    }
  });
});
