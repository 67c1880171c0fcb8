import { readdirSync, readlinkSync } from 'node:fs';
import type { ControlGroup } from './limits/control-groups.js';
import { startSandboxedProcess } from './sandboxed-process.js';

const openOnNothing = () =>
  readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`) === '/dev/null';
    } catch {
      return false;
    }
  }).length;

describe('a process that the system refuses at once', () => {
  it('ends as not started, with the reason, and leaves no descriptor and no control group behind', async () => {
    const before = openOnNothing();
    let removals = 0;
    const group: ControlGroup = {
      joinFiles: [],
      ranOutOfMemory: () => false,
      remove: () => Promise.resolve(void (removals += 1)),
    };
    const started = startSandboxedProcess({
      // No program can get a zero byte as an argument.
      argv: ['/bin/true', 'a\0b'],
      descriptors: [],
      limits: { wallMs: 0, cpuSeconds: 1, memoryBytes: 1, processes: 1, outputBytes: 0, workBytes: 1 },
      signal: undefined,
      group,
    });
    started.input.end('anything');
    started.kill();
    expect(await started.exited).toMatchObject({ code: null, signal: null, reason: 'not-started' });
    expect((await started.exited).errorOutput).toMatch(/null bytes/);
    expect(removals).toBe(1);
    expect(openOnNothing()).toBe(before);
  });
});
