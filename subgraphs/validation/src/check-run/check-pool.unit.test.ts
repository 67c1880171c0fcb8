import { Writable } from 'node:stream';
import type { Sandbox, SandboxExit, SandboxProcess } from '../sandbox/sandbox.js';
import { CheckPool } from './check-pool.js';
import type { WorkerMessage } from './worker-protocol.js';

/** A fake worker: the test decides what it answers and when it ends. */
interface FakeWorker extends SandboxProcess {
  jobs: number;
  say(message: WorkerMessage): void;
  end(): void;
}

const exit: SandboxExit = { code: null, signal: 'SIGKILL', reason: 'killed', errorOutput: '', durationMs: 1 };
const ready: WorkerMessage = { type: 'ready' };
const done: WorkerMessage = { type: 'done', filesChecked: 1, heapBytes: 0 };

function startWorker(onJob: (worker: FakeWorker) => void): FakeWorker {
  let listener: (chunk: Buffer) => void = () => undefined;
  let end = (): void => undefined;
  const exited = new Promise<SandboxExit>((resolve) => (end = () => resolve(exit)));
  const worker: FakeWorker = {
    jobs: 0,
    input: new Writable({
      write: (_job, _encoding, taken) => {
        taken();
        worker.jobs += 1;
        onJob(worker);
      },
    }),
    onOutput: (to) => {
      listener = to;
      worker.say(ready);
    },
    // It dies a moment after it is killed, as a process does.
    kill: () => setImmediate(end),
    exited,
    say: (message) => listener(Buffer.from(`${JSON.stringify(message)}\n`)),
    end,
  };
  return worker;
}

describe('a pool of workers', () => {
  const job = { checks: [], files: [{ path: 'a.js', text: '' }] };
  let workers: FakeWorker[];
  let pool: CheckPool;

  function poolOf(onJob: (worker: FakeWorker) => void): void {
    workers = [];
    const start = () => {
      const worker = startWorker(onJob);
      workers.push(worker);
      return worker;
    };
    pool = new CheckPool({ sandbox: { start } as unknown as Sandbox, size: 1 });
  }
  afterEach(() => pool.stop());

  it('gives the next job to the worker that is warm', async () => {
    poolOf((worker) => worker.say(done));
    await pool.check(job);
    await pool.check(job);
    expect(workers.map(({ jobs }) => jobs)).toEqual([2]);
  });

  it('gives no job to a worker that was killed while it said that it is done', async () => {
    const giveUp = new AbortController();
    poolOf((worker) => {
      if (workers.length === 1) giveUp.abort(new Error('enough'));
      worker.say(done);
    });
    await expect(pool.check(job, giveUp.signal)).rejects.toThrow('enough');
    expect(await pool.check(job)).toMatchObject({ filesChecked: 1 });
    expect(workers.map(({ jobs }) => jobs)).toEqual([1, 1]);
  });

  it('lets a job leave the queue at once when it is given up, and then gives it no worker', async () => {
    const giveUp = new AbortController();
    poolOf((worker) => {
      if (worker.jobs > 1) worker.say(done);
    });
    const first = pool.check(job);
    const waiting = pool.check(job, giveUp.signal);
    const last = pool.check(job);
    giveUp.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    workers[0]?.say(done);
    await Promise.all([first, last]);
    expect(workers.map(({ jobs }) => jobs)).toEqual([2]);
  });

  it('does not hold a job to blame for a worker that has ended since its last one', async () => {
    poolOf((worker) => (worker.jobs === 1 ? worker.say(done) : worker.end()));
    await pool.check(job);
    expect(await pool.check(job)).toMatchObject({ filesChecked: 1 });
    expect(workers.map(({ jobs }) => jobs)).toEqual([2, 1]);
  });

  it('says so where a worker does not even start', async () => {
    poolOf((worker) => worker.end());
    await expect(pool.check(job)).rejects.toThrow('The checks crashed, before they began');
  });
});
