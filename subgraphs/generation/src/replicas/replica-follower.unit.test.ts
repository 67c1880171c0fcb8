import { createEvent } from '@skillwright/contracts/events';
import { toRecord } from '@skillwright/events';
import type { ReadOptions, Reader, StoredRecord } from '@skillwright/events/log';
import { createLogger, newId } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import { ReplicaFollower, type SharedFolder } from './replica-follower.js';

const logger = createLogger({ service: 'test', level: 'silent' });

/** An event log whose readings the test controls. */
class ScriptedLog {
  readonly readings: ReadOptions[] = [];
  stopped = 0;
  answer: 'open' | 'refuse' | 'hang' = 'open';
  /** Opens a reading that hangs. */
  openLate: () => void = () => undefined;

  read(options: ReadOptions): Promise<Reader> {
    this.readings.push(options);
    if (this.answer === 'refuse') return Promise.reject(new Error('refused'));
    const stop = () => {
      this.stopped += 1;
      return Promise.resolve();
    };
    const reader = { start: {}, stop };
    if (this.answer === 'open') return Promise.resolve(reader);
    return new Promise((resolve) => (this.openLate = () => resolve(reader)));
  }
}

class CountingFolder implements SharedFolder {
  ids: string[] = [];
  readonly refreshed: string[] = [];
  readonly damaged = new Set<string>();

  listIds(): Promise<readonly string[]> {
    return Promise.resolve(this.ids);
  }

  refresh(id: string): Promise<void> {
    this.refreshed.push(id);
    return this.damaged.has(id) ? Promise.reject(new Error('damaged')) : Promise.resolve();
  }
}

function told(skillId: string): StoredRecord {
  const data = { skill_id: skillId, templates: [], timestamp: '2026-11-23T08:00:00.000Z' };
  const event = createEvent('templates.updated', skillId, data, { source: '/skillwright/generation' });
  return { ...toRecord(event), partition: 0, offset: 0, timestamp: 0 };
}

describe('ReplicaFollower', () => {
  let log: ScriptedLog;
  let folder: CountingFolder;
  let follower: ReplicaFollower;

  beforeEach(() => {
    log = new ScriptedLog();
    folder = new CountingFolder();
    follower = new ReplicaFollower({ transport: log, folders: { 'templates.updated': folder }, logger });
  });

  afterEach(() => follower.stop());

  const opened = (count: number) => waitFor(() => log.readings.length === count);

  it('reads new events first and then scans the folder', async () => {
    folder.ids = [newId(), newId()];
    follower.start();
    await waitFor(() => folder.refreshed.length === 2);
    expect(log.readings.map(({ from }) => from)).toEqual([{ 'templates.updated': 'latest' }]);
    expect(folder.refreshed).toEqual(folder.ids);
  });

  it('continues after a record that is no event and a refresh that fails', async () => {
    const [damaged, sound] = [newId(), newId()];
    folder.ids = [damaged, sound];
    folder.damaged.add(damaged);
    follower.start();
    await waitFor(() => folder.refreshed.length === 2);
    const [reading] = log.readings;
    await reading?.onRecord({ ...told(sound), headers: {} });
    await reading?.onRecord(told(damaged));
    await reading?.onRecord(told(sound));
    expect(folder.refreshed).toEqual([damaged, sound, damaged, sound]);
    expect(log.stopped).toBe(0);
  });

  it('reads and scans again after an error has ended the reading', async () => {
    folder.ids = [newId()];
    follower.start();
    await waitFor(() => folder.refreshed.length === 1);
    log.readings[0]?.onError(new Error('retention was faster'));
    await waitFor(() => folder.refreshed.length === 2);
    expect([log.readings.length, log.stopped]).toEqual([2, 1]);
  });

  it('tries again until the log can be read', async () => {
    log.answer = 'refuse';
    folder.ids = [newId()];
    follower.start();
    await opened(2);
    expect(folder.refreshed).toEqual([]);
    log.answer = 'open';
    await waitFor(() => folder.refreshed.length === 1);
  });

  it('stops its reading', async () => {
    folder.ids = [newId()];
    follower.start();
    await waitFor(() => folder.refreshed.length === 1);
    await follower.stop();
    expect([log.readings.length, log.stopped]).toEqual([1, 1]);
  });

  it('stops while the log does not answer', async () => {
    log.answer = 'hang';
    follower.start();
    await opened(1);
    await follower.stop();
  });

  it('stops during a pause', async () => {
    log.answer = 'refuse';
    let begun: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => (begun = resolve));
    const untilStopped = (_ms: number, signal?: AbortSignal) => {
      begun();
      return new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    };
    const pausing = new ReplicaFollower({
      transport: log,
      folders: { 'templates.updated': folder },
      logger,
      pause: untilStopped,
    });
    pausing.start();
    await paused;
    await pausing.stop();
    expect(log.readings).toHaveLength(1);
  });

  it('ends a reading that opens after it was stopped', async () => {
    log.answer = 'hang';
    follower.start();
    await opened(1);
    await follower.stop();
    log.openLate();
    await waitFor(() => log.stopped === 1);
    expect(folder.refreshed).toEqual([]);
  });
});
