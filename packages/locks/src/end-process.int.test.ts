import { spawnUntilLine, type Spawned } from '../test/processes.js';
import { endProcess, sendSignal } from './end-process.js';
import { isAlive } from './processes.js';

const gently = { signal: 'SIGTERM', timeoutMs: 200 } as const;
const byForce = { signal: 'SIGKILL', timeoutMs: 10_000 } as const;

describe('ending a process', () => {
  let deaf: Spawned | undefined;
  afterEach(() => deaf?.signal('SIGKILL'));

  const spawnDeaf = async () => {
    deaf = await spawnUntilLine('sh', ['-c', 'trap "" TERM; echo started; while true; do sleep 1; done', 'deaf-one']);
    return deaf.child.pid ?? 0;
  };

  it('continues with the next step when one is not enough', async () => {
    const pid = await spawnDeaf();
    expect(await endProcess(pid, 'deaf-one', [gently])).toBe(false);
    expect(await endProcess(pid, 'deaf-one', [gently, byForce])).toBe(true);
    expect(isAlive(pid)).toBe(false);
  });

  it('leaves a process alone that has the pid but was not started with the argument', async () => {
    const pid = await spawnDeaf();
    expect(await endProcess(pid, 'another', [byForce])).toBe(true);
    expect(isAlive(pid)).toBe(true);
  });

  it('does nothing for a process that has ended', async () => {
    const pid = await spawnDeaf();
    await endProcess(pid, 'deaf-one', [byForce]);
    expect(await endProcess(pid, 'deaf-one', [byForce])).toBe(true);
    expect(() => sendSignal(pid, 'SIGTERM')).not.toThrow();
  });
});
