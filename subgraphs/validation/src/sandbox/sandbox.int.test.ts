import { createServer, type AddressInfo } from 'node:net';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from '../../test/installed-sandboxes.js';
import { sandboxVariants } from '../../test/sandbox-variants.js';
import { findFault } from './probe.js';
import { inside, type Sandbox, type SandboxLimits } from './sandbox.js';

const mebibyte = 1024 * 1024;
const limits: SandboxLimits = {
  wallMs: 10_000,
  cpuSeconds: 20,
  memoryBytes: 512 * mebibyte,
  processes: 64,
  outputBytes: mebibyte,
  workBytes: 16 * mebibyte,
};

/** The ids of the host's processes whose command line holds `marker`. */
function processesWith(marker: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(marker);
      } catch {
        return false;
      }
    });
}

describe.each(sandboxVariants)('the sandbox by %s', (_title, createSandbox) => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = createSandbox();
    expect(await findFault(sandbox)).toBeUndefined();
  });

  const node = (program: string, change: Partial<SandboxLimits> = {}) =>
    sandbox.run({ argv: [inside.node, '-e', program], limits: { ...limits, ...change } });
  const shell = (script: string, change: Partial<SandboxLimits> = {}) =>
    sandbox.run({ argv: ['/bin/sh', '-c', script], limits: { ...limits, ...change } });

  it('gives a program its input and collects its output, its errors and its exit code', async () => {
    const result = await sandbox.run({
      argv: [inside.node, '-e', 'process.stdin.pipe(process.stdout); console.error("oh"); process.exitCode = 3'],
      limits: { ...limits, outputBytes: 4 * mebibyte },
      input: 'a'.repeat(2 * mebibyte),
    });
    expect(result).toMatchObject({ exit: { code: 3, signal: null }, reason: 'exited', errorOutput: 'oh\n' });
    expect(result.output).toHaveLength(2 * mebibyte);
  });

  it('does not mind a program that leaves its input unread', async () => {
    const result = await sandbox.run({ argv: ['/bin/true'], limits, input: 'a'.repeat(8 * mebibyte) });
    expect(result).toMatchObject({ exit: { code: 0 }, reason: 'exited' });
  });

  it('lets a program use workers, child processes and a loopback of its own', async () => {
    const result = await node(`
      const http = require('node:http'), { execFileSync } = require('node:child_process');
      new (require('node:worker_threads').Worker)('require("node:worker_threads").parentPort.postMessage(1)', { eval: true })
        .on('message', () => console.log('worker'));
      console.log(execFileSync('echo', ['child']).toString().trim());
      const server = http.createServer((_, answer) => answer.end('served')).listen(0, '127.0.0.1', () =>
        http.get({ host: 'localhost', family: 4, port: server.address().port }, (answer) =>
          answer.on('data', (text) => console.log(String(text))).on('end', () => server.close())));
    `);
    expect(result.errorOutput).toBe('');
    expect(result.output.trim().split('\n').sort()).toEqual(['child', 'served', 'worker']);
  });

  it('ends a loop that ignores SIGTERM at its wall time', async () => {
    const result = await node('process.on("SIGTERM", () => {}); for (;;);', { wallMs: 700 });
    expect(result.reason).toBe('wall');
    expect(result.durationMs).toBeLessThan(3_000);
  });

  it('ends a program that its caller gives up', async () => {
    const controller = new AbortController();
    const child = sandbox.start({
      argv: [inside.node, '-e', 'console.log("up"); setInterval(() => {}, 1000)'],
      limits,
      signal: controller.signal,
    });
    child.onOutput(() => controller.abort());
    expect(await child.exited).toMatchObject({ reason: 'aborted' });
  });

  it('ends a program whose output is refused, and hands on nothing that follows', async () => {
    const child = sandbox.start({ argv: ['/bin/sh', '-c', 'echo one; sleep 0.1; yes'], limits });
    let chunks = 0;
    child.onOutput(() => {
      chunks += 1;
      throw new Error('a fault');
    });
    expect(await child.exited).toMatchObject({ reason: 'refused', refusal: 'a fault' });
    expect(chunks).toBe(1);
  });

  it('ends a flood of errors, and keeps the end of what was written without control characters', async () => {
    expect((await shell('yes >&2')).reason).toBe('output');
    const result = await shell('printf "\\033[31mred\\n\\0" >&2; exit 1');
    expect(result).toMatchObject({ reason: 'exited', errorOutput: '[31mred\n' });
  });

  it('says that a program is not there', async () => {
    const result = await sandbox.run({ argv: ['/no/such/program'], limits, input: 'a'.repeat(mebibyte) });
    expect(result.exit.code).not.toBe(0);
  });

  it('ends a flood of output at its bound', async () => {
    const result = await shell('yes');
    expect(result.reason).toBe('output');
    expect(result.output.length).toBeLessThanOrEqual(limits.outputBytes);
  });

  it('outlives a fork bomb and leaves none of it behind', async () => {
    const marker = `bomb-${randomUUID()}`;
    const result = await shell(`bomb() { bomb | bomb & }; : ${marker}; bomb; sleep 60`, { wallMs: 800 });
    expect(['wall', 'exited', 'memory', 'killed']).toContain(result.reason);
    expect(processesWith(marker)).toEqual([]);
  });

  it('bounds the memory of one process', async () => {
    const result = await node('const all = []; for (;;) all.push(Buffer.alloc(8 << 20, 1));', {
      memoryBytes: 256 * mebibyte,
      wallMs: 8_000,
    });
    expect(result.reason === 'memory' || result.reason === 'killed' || result.exit.code !== 0).toBe(true);
    expect(result.reason).not.toBe('wall');
  });

  it('bounds the memory of many processes together', async () => {
    const result = await node(
      `const { spawn } = require('node:child_process');
       for (let i = 0; i < 20; i += 1)
         spawn(process.execPath, ['-e', 'const all = []; for (let i = 0; i < 20; i += 1) all.push(Buffer.alloc(8 << 20, 1)); setInterval(() => all, 1000)']);
       setInterval(() => {}, 1000);`,
      { memoryBytes: 700 * mebibyte, wallMs: 20_000, processes: 512 },
    );
    expect(result.reason).toBe('memory');
  });

  it('shows no file, process or variable of the host', async () => {
    process.env['SKILLWRIGHT_PLANTED'] = 'planted-secret';
    const result = await shell(
      'for f in /etc/shadow /root /home /var/log /run /work/../../etc/shadow; do [ -e $f ] && echo "sees $f"; done; ' +
        'cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" "\\n" | grep -c "planted[-]secret"; ' +
        'echo processes: $(ls -d /proc/[0-9]* | wc -l); readlink /proc/self/fd/* | grep -v -e ^pipe: -e ^socket: -e ^/dev/null -e ^/proc/',
    );
    delete process.env['SKILLWRIGHT_PLANTED'];
    expect(result.output).toMatch(/^0\nprocesses: [1-4]\n$/);
  });

  it('follows no symbolic link out, neither reading nor writing', async () => {
    const outside = join(tmpdir(), `sandbox-escape-${randomUUID()}`);
    const result = await shell(
      `ln -s /etc/shadow a; cat a; ln -s ${outside} b; echo x > b && echo written; ln -s /proc/1/root/etc/shadow c; cat c`,
    );
    expect(result.output).not.toContain('root:');
    expect(existsSync(outside)).toBe(false);
  });

  it('reaches no network: not the host by loopback, not by name, not by a socket file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-socket-'));
    chmodSync(folder, 0o777);
    const servers = [createServer(), createServer()] as const;
    await new Promise<void>((resolve) => servers[0].listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => servers[1].listen(join(folder, 'socket'), resolve));
    const { port } = servers[0].address() as AddressInfo;
    const result = await node(`
      const net = require('node:net');
      const attempt = (name, options) => net.connect(options)
        .on('connect', () => console.log('reached ' + name)).on('error', (error) => console.log(name + ' ' + error.code));
      attempt('loopback', { host: '127.0.0.1', port: ${port} });
      attempt('socket', { path: '${folder}/socket' });
      attempt('address', { host: '192.0.2.1', port: 80 });
      require('node:dns').lookup('example.com', (error) => console.log('dns ' + error.code));
    `);
    servers.forEach((server) => server.close());
    rmSync(folder, { recursive: true });
    expect(result.output).not.toContain('reached');
    expect(result.output).toContain('loopback ECONNREFUSED');
    expect(result.output).toContain('socket ENOENT');
    expect(result.output).toMatch(/dns (EAI_AGAIN|ENOTFOUND)/);
  });

  it('bounds what is written to /work, /tmp and /dev/shm, and refuses every other place', async () => {
    const result = await shell(
      'for d in /work /tmp /dev/shm; do head -c 60M /dev/zero > $d/a 2>/dev/null; head -c 60M /dev/zero > $d/b 2>/dev/null; ' +
        'echo $d $(($(du -sm $d --exclude=node_modules | cut -f1) <= 65)); done; ' +
        'for d in / /usr /usr/bin /etc /opt /opt/node_modules /work/node_modules /dev /proc; do touch $d/x 2>/dev/null && echo "writes to $d"; done; true',
    );
    expect(result.output).toBe('/work 1\n/tmp 1\n/dev/shm 1\n');
  });

  it('takes a daemon that left its session, and one that holds the output, down with the program', async () => {
    const marker = `daemon-${randomUUID()}`;
    const result = await node(`
      const { spawn } = require('node:child_process');
      for (const stdio of ['ignore', 'inherit'])
        spawn('setsid', ['sh', '-c', 'trap "" TERM HUP; sleep 300; : ${marker}'], { detached: true, stdio }).unref();
      setTimeout(() => process.exit(0), 200);
    `);
    expect(result).toMatchObject({ reason: 'exited', exit: { code: 0 } });
    expect(result.durationMs).toBeLessThan(5_000);
    expect(processesWith(marker)).toEqual([]);
  });

  it('keeps "kill everything" to itself', async () => {
    const result = await shell('kill -9 -1; echo still here');
    expect(['exited', 'killed']).toContain(result.reason);
    expect(process.pid).toBeGreaterThan(0);
  });

  it('allows no namespace, mount, device or other root', async () => {
    const result = await shell(
      'unshare --user true && echo user; unshare --user --map-root-user --net true && echo net; unshare --mount true && echo mount-namespace; ' +
        'mount -t tmpfs none /tmp && echo mount; umount /work && echo umount; chroot / true && echo chroot; mknod /tmp/d c 1 1 && echo device; ' +
        'grep -E "^Cap(Prm|Eff|Bnd|Amb)" /proc/self/status | grep -v 0000000000000000; true',
    );
    expect(result.output).toBe('');
  });

  it('keeps many small files within bounds', async () => {
    const result = await node(
      'const fs = require("node:fs"); let n = 0; try { for (; n < 30000; n += 1) fs.writeFileSync("/work/f" + n, ""); } catch (error) { console.log(error.code); }',
      { wallMs: 20_000 },
    );
    expect(['exited', 'memory', 'killed']).toContain(result.reason);
  });
});

for (const implementation of missing) {
  it.skip(`the sandbox by ${implementation} is not tried: it is not installed here`, () => undefined);
}
