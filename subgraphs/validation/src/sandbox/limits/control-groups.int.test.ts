import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlGroups } from './control-groups.js';
import { findVersion1, findVersion2 } from './find-control-groups.js';

describe('the groups of runs', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'control-groups-'));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const groups = () =>
    new ControlGroups(
      'cgroup v2',
      [{ parent, settings: ({ memoryBytes }) => ({ 'memory.max': String(memoryBytes), 'cgroup.procs': '' }) }],
      { file: 'memory.events', pattern: /^oom_kill [1-9]/m },
    );

  it('are made with their limits, and tell when memory ran out', () => {
    const group = groups().create({ memoryBytes: 4_096, processes: 1 });
    const [name = ''] = readdirSync(parent);
    expect(group.joinFiles).toEqual([join(parent, name, 'cgroup.procs')]);
    expect(readFileSync(join(parent, name, 'memory.max'), 'utf8')).toBe('4096');
    writeFileSync(join(parent, name, 'memory.events'), 'oom 0\noom_kill 0\n');
    expect(group.ranOutOfMemory()).toBe(false);
    writeFileSync(join(parent, name, 'memory.events'), 'oom 3\noom_kill 2\n');
    expect(group.ranOutOfMemory()).toBe(true);
  });

  it('are swept away where their process was killed, and left alone where it lives', () => {
    mkdirSync(join(parent, 'skillwright-999999999-x'));
    mkdirSync(join(parent, `skillwright-${process.pid}-x`));
    mkdirSync(join(parent, 'other-999999999-x'));
    groups().sweep();
    expect(readdirSync(parent).sort()).toEqual(['other-999999999-x', `skillwright-${process.pid}-x`]);
  });

  it('are looked for beneath the own group, in either version', () => {
    const unified = { mounts: `30 1 0:26 / ${parent} rw - cgroup2 cgroup2 rw`, own: '0::/\n' };
    expect(findVersion2(unified)?.version).toBe('cgroup v2');
    expect(findVersion1(unified)).toBeUndefined();
    const split = {
      mounts: `31 1 0:27 / ${parent}/m rw - cgroup cgroup rw,memory\n32 1 0:28 / ${parent}/p rw - cgroup cgroup rw,pids`,
      own: '9:pids:/a\n4:cpu,memory:/docker/x\n',
    };
    expect(findVersion1(split)?.version).toBe('cgroup v1');
    expect(findVersion2(split)).toBeUndefined();
    expect(() => findVersion1(split)?.create({ memoryBytes: 1, processes: 1 })).toThrow();
    expect(existsSync(join(parent, 'm'))).toBe(false);
  });
});
