import { inside, type Sandbox, type SandboxRun } from '../src/sandbox/sandbox.js';

/**
 * A sandbox in which our programs are replaced by one that has been taken over: it answers an honest job well, and to a
 * job with a file `rogue.js` it does what that file says. There, `say(message)` writes a message, `write(bytes)` anything
 * and `path` is the job's first file.
 */
export function rogueSandbox(real: Sandbox): Sandbox {
  const replace = (run: SandboxRun): SandboxRun => ({
    ...run,
    argv: [inside.node, '-e', run.limits.wallMs === 0 ? worker : testRunner],
  });
  return {
    description: real.description,
    start: (run) => real.start(replace(run)),
    run: (run) => real.run({ ...run, ...replace(run) }),
  };
}

const common = `
const fs = require('node:fs');
const write = (bytes, to = 1) => {
  for (let rest = Buffer.from(bytes); rest.length > 0; ) {
    try { rest = rest.subarray(fs.writeSync(to, rest)); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
  }
};
const say = (message) => write(JSON.stringify(message) + '\\n');
const run = (text, names, values) => new Function(...names, text)(...values);
`;

const worker = `${common}
say({ type: 'ready' });
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { files, skip } = JSON.parse(line);
  const path = files[0].path;
  const rogue = files.find((file) => file.path === 'rogue.js');
  const unit = { check: 'LINT', path };
  const done = { type: 'done', filesChecked: 1, heapBytes: 0 };
  const found = { type: 'found', ...unit, diagnostics: [], counts: { errors: 0, warnings: 0, unformatted: 0 } };
  if (rogue && skip.length === 0) return run(rogue.text, ['say', 'write', 'path', 'unit', 'found', 'done'], [say, write, path, unit, found, done]);
  say({ type: 'begin', ...unit });
  say(found);
  say(done);
});
`;

const testRunner = `${common}
const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const { nonce, paths, files } = job;
const [path] = paths;
const rogue = files.find((file) => file.path === 'rogue.js');
const test = { path, titles: ['a'], status: 'PASSED', durationMs: 1, message: null, line: null, column: null };
const begin = { nonce, type: 'begin', fault: null };
const ran = { nonce, type: 'test', test };
const end = { nonce, type: 'end', tests: 1, isControlRed: true };
if (rogue) run(rogue.content, ['say', 'write', 'path', 'test', 'begin', 'ran', 'end', 'nonce'], [say, write, path, test, begin, ran, end, nonce]);
else { say(begin); say(ran); say(end); }
`;
