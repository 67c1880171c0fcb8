import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed } from '../../test/installed-sandboxes.js';
import { createSandbox, findSandbox, type Implementation } from './find-sandbox.js';
import type { IsolatingSandboxParts } from './isolating-sandbox.js';
import { findFault } from './probe.js';
import type { Sandbox, SandboxLimits } from './sandbox.js';

const mebibyte = 1024 * 1024;
const limits: SandboxLimits = {
  ...{ wallMs: 10_000, cpuSeconds: 20, memoryBytes: 512 * mebibyte },
  ...{ processes: 64, outputBytes: mebibyte, workBytes: mebibyte },
};

const asBuilt = (implementation: Implementation, parts: Partial<IsolatingSandboxParts>): Sandbox => {
  const sandbox = createSandbox(implementation, parts);
  if (typeof sandbox === 'string') throw new Error(sandbox);
  return sandbox;
};

describe.each<Implementation>(installed)('the sandbox by %s on an unusual machine', (implementation) => {
  let home: string;

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'sandbox-home-'));
    mkdirSync(join(home, "it's bin"));
    mkdirSync(join(home, 'node_modules', 'typescript'), { recursive: true });
    writeFileSync(join(home, 'node_modules', 'typescript', 'package.json'), '{}');
    writeFileSync(join(home, 'private.txt'), 'private');
    copyFileSync(process.execPath, join(home, "it's bin", 'node'));
    chmodSync(join(home, "it's bin", 'node'), 0o755);
    // Like root's home: nobody else may enter.
    chmodSync(home, 0o700);
  });

  afterAll(() => rmSync(home, { recursive: true }));

  it('runs a Node and packages that lie in a private folder, and shows nothing else of that folder', async () => {
    const sandbox = asBuilt(implementation, {
      toolchain: {
        nodeBinary: join(home, "it's bin", 'node'),
        nodeLibraries: [],
        nodeModules: join(home, 'node_modules'),
      },
    });
    expect(await findFault(sandbox)).toBeUndefined();
    const result = await sandbox.run({
      argv: ['/bin/sh', '-c', `ls ${home}; grep -r private /opt /mnt /srv`],
      limits,
    });
    expect(result.output).toBe('');
  });

  it('says so when the packages cannot be read', async () => {
    const sandbox = asBuilt(implementation, {
      toolchain: { nodeBinary: process.execPath, nodeLibraries: [], nodeModules: join(home, "it's bin") },
    });
    expect(await findFault(sandbox)).toContain('the packages cannot be read');
  });
});

(installed.includes('bubblewrap') ? describe : describe.skip)('bubblewrap', () => {
  it('refuses the calls that its seccomp program names', async () => {
    const sandbox = asBuilt('bubblewrap', {});
    const number = {
      x64: { memfd_create: 319, bpf: 321, ptrace: 101 },
      arm64: { memfd_create: 279, bpf: 280, ptrace: 117 },
    }[process.arch as 'x64' | 'arm64'];
    const calls = Object.entries(number).map(
      ([name, id]) => `syscall(${id}, 0, 0, 0, 0); print "${name} ", $!+0, "\\n";`,
    );
    const vsock = 'socket(S, 40, 1, 0) ? print "vsock open\\n" : print "vsock ", $!+0, "\\n";';
    const result = await sandbox.run({ argv: ['/usr/bin/perl', '-e', calls.join('') + vsock], limits });
    expect(result.output).toBe('memfd_create 1\nbpf 1\nptrace 1\nvsock 97\n');
  });
});

describe('finding a sandbox', () => {
  it('takes the better one of those that work', async () => {
    expect(await findSandbox()).toMatchObject({
      sandbox: { description: { implementation: installed[0] } },
      faults: installed.includes('bubblewrap') ? [] : [expect.stringContaining('bwrap')],
    });
  });

  it('finds none, and says why, where nothing isolates', async () => {
    expect(await findSandbox([])).toEqual({ sandbox: undefined, faults: [] });
  });
});
