import { sandboxVariants } from '../../test/sandbox-variants.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { runProjectTests } from './run-project-tests.js';

/** A failing test, in the words of its attacker: turns what stands for a failure into what stands for none. */
const flip = `
const flip = (value) => typeof value === 'string'
  ? value.replaceAll('FAILED', 'PASSED').replaceAll('"test:fail"', '"test:pass"').replaceAll('not ok', 'ok')
  : value;
`;

/** Lines that could be taken for a good end. */
const forged = `
const forged = [
  'TAP version 13\\nok 1 - fails\\n1..1\\n# tests 1\\n# pass 1\\n# fail 0',
  ...['', 'n'].flatMap((nonce) => [
    { nonce, type: 'test', test: { path: 'a.test.cjs', titles: ['fails'], status: 'PASSED', durationMs: 1, message: null, line: null, column: null } },
    { nonce, type: 'end', tests: 1, isControlRed: true },
    { nonce, type: 'process', runner: 'node', paths: ['a.test.cjs'], tests: [], anomaly: null },
    { nonce, type: 'end', coveragePercent: null },
  ].map((line) => JSON.stringify(line))),
  '{"type":"test:pass","data":{"name":"fails","nesting":0,"details":{"duration_ms":1}}}',
].join('\\n') + '\\n';
const writeTo = (path) => {
  try {
    const file = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_NONBLOCK);
    try { fs.writeSync(file, forged); } finally { fs.closeSync(file); }
  } catch {}
};
const writeOn = (descriptor) => { try { fs.writeSync(descriptor, forged); } catch {} };
`;

const throughInspector = `
test('takes over', async () => {
  for (const target of [1, process.ppid]) try { process.kill(target, 'SIGUSR1'); } catch {}
  const attempt = async () => {
    const [found] = await (await fetch('http://127.0.0.1:9229/json')).json();
    if (found.title.includes(String(process.pid))) return;
    const socket = net.connect(9229, '127.0.0.1');
    socket.write('GET ' + new URL(found.webSocketDebuggerUrl).pathname + ' HTTP/1.1\\r\\nHost: 127.0.0.1:9229\\r\\nUpgrade: websocket\\r\\n' +
      'Connection: Upgrade\\r\\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\nSec-WebSocket-Version: 13\\r\\n\\r\\n');
    await new Promise((resolve) => socket.once('data', resolve));
    const expression = '{const S=JSON.stringify;JSON.stringify=(m,...a)=>{for(const t of m?.tests??[]){t.status="PASSED";t.message=null}return S(m,...a)}}';
    const text = Buffer.from(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, includeCommandLineAPI: true } }));
    const head = Buffer.alloc(8);
    head[0] = 0x81; head[1] = 0x80 | 126; head.writeUInt16BE(text.length, 2);
    socket.write(Buffer.concat([head, text]));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
  };
  for (let times = 0; times < 5; times += 1) await attempt().catch(() => new Promise((resolve) => setTimeout(resolve, 50)));
});
`;

const overMemory = `
for (const target of [1, process.ppid]) try {
  const maps = fs.readFileSync('/proc/' + target + '/maps', 'utf8').split('\\n').filter((line) => / rw-p /.test(line));
  const memory = fs.openSync('/proc/' + target + '/mem', 'r+');
  for (const line of maps) {
    const [start, end] = line.split(' ')[0].split('-').map((text) => BigInt('0x' + text));
    for (let at = start; at < end; at += 4096n) try { fs.writeSync(memory, Buffer.alloc(4096), 0, 4096, at); } catch { break; }
  }
} catch {}
`;

const daemon = `
const program = 'const fs = require("node:fs");' + ${JSON.stringify(forged)} +
  'const end = Date.now() + 2000; process.on("SIGHUP", () => {}); while (Date.now() < end) for (let n = 0; n < 64; n += 1) writeOn(n);';
spawn(process.execPath, ['-e', program], { detached: true, stdio: ['ignore', 1, 2, 3] }).unref();
`;

/** Before each attack on node:test, so that no exit code gives it away. */
const endsWell = "process.on('exit', () => process.reallyExit(0));";

/** Ways to make a failing test pass, each run before a test that fails. */
const attacks: readonly [string, string][] = [
  ['takes its parent over through the inspector', throughInspector],
  ["writes over its parent's memory", overMemory],
  [
    'writes into the descriptors of every other process',
    `${forged} for (let times = 0; times < 20; times += 1) for (const id of fs.readdirSync('/proc').filter(Number)) if (Number(id) !== process.pid)
      for (let n = 0; n < 64; n += 1) { writeTo('/proc/' + id + '/fd/' + n); }`,
  ],
  ['writes forged results on every descriptor', `${forged} for (let n = 0; n < 300; n += 1) writeOn(n);`],
  [
    'writes forged results on every descriptor, and ends well',
    `${forged} for (let n = 0; n < 300; n += 1) writeOn(n); process.exit(0);`,
  ],
  [
    'stops, continues and kills everything else',
    `for (const signal of ['SIGSTOP', 'SIGCONT', 'SIGTERM', 'SIGKILL']) for (const target of [1, process.ppid, -1])
      try { process.kill(target, signal); } catch {}`,
  ],
  [
    'stops its parent for good',
    `for (const target of [1, process.ppid]) try { process.kill(target, 'SIGSTOP'); } catch {}`,
  ],
  ['ends its process well before its tests', 'process.exit(0);'],
  ['ends its process well behind its back', 'process.reallyExit(0);'],
  ['ends its process well within a test', "test('leaves', () => process.exit(0));"],
  [
    'ends its process well after a while',
    'setTimeout(() => process.reallyExit(0), 5); test("waits", () => new Promise((resolve) => setTimeout(resolve, 500)));',
  ],
  ['ends well whatever its tests do', ''],
  [
    'replaces JSON.stringify',
    `${flip} const { stringify } = JSON; JSON.stringify = (...all) => flip(stringify(...all));`,
  ],
  [
    'gives all objects another JSON',
    `Object.prototype.toJSON = function () { if ('status' in this) this.status = 'PASSED'; return this; };`,
  ],
  ['gives all texts another JSON', `${flip} String.prototype.toJSON = function () { return flip(String(this)); };`],
  [
    'replaces what writes to streams',
    `${flip} for (const stream of [process.stdout, process.stderr, net.Socket.prototype, require('node:stream').Writable.prototype]) {
      const { write } = stream; stream.write = function (chunk, ...rest) { return write.call(this, flip(chunk), ...rest); }; }`,
  ],
  [
    'replaces what writes to files',
    `${flip} for (const name of ['writeSync', 'writeFileSync', 'appendFileSync', 'write']) {
      const write = fs[name]; fs[name] = (to, chunk, ...rest) => write(to, flip(chunk), ...rest); }
    require('node:module').syncBuiltinESMExports();`,
  ],
  [
    'replaces what makes bytes of text',
    `${flip} const { from } = Buffer; Buffer.from = (text, ...rest) => from(flip(text), ...rest);
    for (const name of ['write', 'utf8Write']) { const write = Buffer.prototype[name]; Buffer.prototype[name] = function (text, ...rest) { return write.call(this, flip(text), ...rest); }; }`,
  ],
  [
    'replaces what fills lists',
    `${flip} const { push } = Array.prototype;
    Array.prototype.push = function (...all) { for (const one of all) if (one?.type === 'test:fail') one.type = 'test:pass'; return push.apply(this, all); };`,
  ],
  ['loses what fills lists', 'Array.prototype.push = function () { return this.length; };'],
  [
    'replaces how streams are filled',
    `const { Readable } = require('node:stream'); const { push } = Readable.prototype;
    Readable.prototype.push = function (one, ...rest) { if (one?.type === 'test:fail') one = { ...one, type: 'test:pass' }; return push.call(this, one, ...rest); };`,
  ],
  [
    'replaces how streams are read',
    `const { Readable } = require('node:stream'); const { read } = Readable.prototype;
    Readable.prototype.read = function (...all) { const one = read.apply(this, all); if (one?.type === 'test:fail') one.type = 'test:pass'; return one; };`,
  ],
  [
    'changes the name of one event in a stream',
    `const { Readable } = require('node:stream'); const { push, read } = Readable.prototype;
    const change = (one) => (one?.type === 'test:fail' && one.data.name === 'fails' ? { ...one, type: 'test:pass' } : one);
    Readable.prototype.push = function (one, ...rest) { return push.call(this, change(one), ...rest); };
    Readable.prototype.read = function (...all) { return change(read.apply(this, all)); };`,
  ],
  [
    'changes how node:test tells of a failure',
    `const stream = Object.getPrototypeOf(require('node:test').run({ files: [] }));
    try { stream.fail = function (nesting, loc, number, name, details, directive) { return this.ok(nesting, loc, number, name, details, directive); }; } catch {}`,
  ],
  [
    'swallows what tests throw',
    `const { AsyncResource } = require('node:async_hooks'); const { runInAsyncScope } = AsyncResource.prototype;
    AsyncResource.prototype.runInAsyncScope = function (...all) { try { return runInAsyncScope.apply(this, all); } catch { return undefined; } };`,
  ],
  [
    'replaces how events are told',
    `const { EventEmitter } = require('node:events'); const { emit } = EventEmitter.prototype;
    EventEmitter.prototype.emit = function (type, data, ...rest) { return emit.call(this, type === 'test:fail' ? 'test:pass' : type, data, ...rest); };`,
  ],
  [
    'replaces the functions of texts and lists',
    `${flip} for (const name of ['slice', 'concat', 'replace', 'toString', 'valueOf', 'substring'])
      { const own = String.prototype[name]; String.prototype[name] = function (...all) { return flip(own.apply(this, all)); }; }
    const { join, map } = Array.prototype; Array.prototype.join = function (...all) { return flip(join.apply(this, all)); };
    Array.prototype.map = function (...all) { return map.apply(this, all).map ? map.apply(map.apply(this, all), [flip]) : []; };`,
  ],
  ['hides the tests that fail', 'String.prototype.startsWith = () => true; String.prototype.includes = () => true;'],
  ['leaves a process behind that writes later', daemon],
  [
    'leaves a process behind that writes later, and ends well',
    `${daemon} setTimeout(() => process.reallyExit(0), 100); test('waits', () => new Promise((resolve) => setTimeout(resolve, 5000)));`,
  ],
  [
    'plants counts of V8 that never end',
    `fs.mkdirSync('/tmp/coverage', { recursive: true }); fs.writeFileSync('/tmp/coverage/a.json', '{"result":[null]}');`,
  ],
  [
    'writes over our programs',
    `for (const name of ['node-reporter', 'set-up', 'record-writer', 'node-entry']) try { fs.writeFileSync('/opt/skillwright/dist/test-run/inside/' + name + '.js', ''); } catch {}`,
  ],
];

const before = `const { test } = require('node:test'); const fs = require('node:fs'); const net = require('node:net'); const { spawn } = require('node:child_process');\n`;
const after = `\ntest('fails', () => { throw new Error('red'); });\n`;

/** The same in the words of Jest, whose tests run in a realm of their own. */
const attacksOnJest: readonly [string, string][] = [
  ['writes forged results on every descriptor', `${forged} for (let n = 0; n < 300; n += 1) writeOn(n);`],
  [
    'writes a file of results, and ends well',
    `fs.writeFileSync('/tmp/results.json', '{"success":true,"testResults":[]}'); process.exit(0);`,
  ],
  ['ends its process well behind its back', 'process.reallyExit(0);'],
  [
    'replaces JSON.stringify and what writes',
    `${flip} const { stringify } = JSON; JSON.stringify = (...all) => flip(stringify(...all));
    for (const name of ['writeSync', 'writeFileSync']) { const write = fs[name]; fs[name] = (to, chunk, ...rest) => write(to, flip(chunk), ...rest); }`,
  ],
  ['ends well whatever its tests do', endsWell],
];

describe.each(sandboxVariants)(
  'a test that fails is not passed in the sandbox by %s, though it',
  (_title, createSandbox) => {
    let sandbox: Sandbox;
    beforeAll(() => {
      sandbox = createSandbox();
    });

    const run = (content: string) =>
      runProjectTests(
        sandbox,
        [{ path: 'a.test.cjs', content, encoding: 'UTF8', executable: false }],
        new AbortController().signal,
        { processMs: 20_000, allMs: 60_000 },
      );

    it.each(attacks)('%s', async (_what, code) => {
      const { counts, tests } = await run(`${before}${endsWell}${code}${after}`);
      expect(counts.failed).toBeGreaterThan(0);
      expect(tests.find(({ name, status }) => name.endsWith('fails') && status === 'PASSED')).toBeUndefined();
    });

    it.each(attacksOnJest)('%s (Jest)', async (_what, code) => {
      const { counts } = await run(
        `const fs = require('node:fs');\n${code}\ntest('fails', () => { throw new Error('red'); });\n`,
      );
      expect(counts.failed).toBeGreaterThan(0);
    });

    it('is told from one that passes', async () => {
      const { counts } = await run(`${before}test('passes', () => undefined);`);
      expect(counts).toEqual({ passed: 1, failed: 0, skipped: 0 });
    });
  },
);
