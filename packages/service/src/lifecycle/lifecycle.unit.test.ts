import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLogger, Lifecycle, type LifecycleStep } from '../index.js';

const logger = createLogger({ service: 'test', level: 'silent' });

function recorder() {
  const calls: string[] = [];
  const step = (name: string, more: Partial<LifecycleStep> = {}): LifecycleStep => ({
    name,
    start: () => void calls.push(`start ${name}`),
    stop: () => void calls.push(`stop ${name}`),
    ...more,
  });
  return { calls, step };
}

describe('Lifecycle', () => {
  it('starts in order and stops in reverse', async () => {
    const { calls, step } = recorder();
    const lifecycle = new Lifecycle(logger).add(step('database')).add(step('server'));
    await lifecycle.start();
    await lifecycle.stop();
    expect(calls).toEqual(['start database', 'start server', 'stop server', 'stop database']);
  });

  it('stops the step that cannot start, which may have begun, and the steps before it', async () => {
    const { calls, step } = recorder();
    const lifecycle = new Lifecycle(logger)
      .add(step('database'))
      .add({ name: 'nothing to stop' })
      .add(step('server', { start: () => Promise.reject(new Error('port in use')) }))
      .add(step('door'));
    await expect(lifecycle.start()).rejects.toThrow('port in use');
    expect(calls).toEqual(['start database', 'stop server', 'stop database']);
  });

  it('waits for the step that is starting when it is stopped, stops what has begun, and starts nothing more', async () => {
    const { calls, step } = recorder();
    let finish: () => void = () => undefined;
    const connecting = new Promise<void>((resolve) => (finish = resolve));
    const lifecycle = new Lifecycle(logger)
      .add(step('database'))
      .add(step('relay', { start: () => connecting.then(() => void calls.push('started relay')) }))
      .add(step('server'));
    const starting = lifecycle.start();
    const rejected = expect(starting).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await nextTurn();
    const stopping = lifecycle.stop();
    await nextTurn();
    expect(calls).toEqual(['start database']);
    finish();
    await Promise.all([rejected, stopping]);
    expect(calls).toEqual(['start database', 'started relay', 'stop relay', 'stop database']);
  });

  it('stops everything when it is stopped during the start of its last step', async () => {
    const { calls, step } = recorder();
    const lifecycle = new Lifecycle(logger).add(step('server', { start: () => nextTurn() }));
    const starting = lifecycle.start();
    await Promise.all([expect(starting).rejects.toMatchObject({ code: 'SHUTTING_DOWN' }), lifecycle.stop()]);
    expect(calls).toEqual(['stop server']);
  });

  it('stops a step whose start never ends', async () => {
    const { calls, step } = recorder();
    const hanging = step('database', { start: () => new Promise(() => undefined), stopTimeoutMs: 1 });
    const lifecycle = new Lifecycle(logger).add(hanging);
    void lifecycle.start();
    await lifecycle.stop();
    expect(calls).toEqual(['stop database']);
  });

  it('starts nothing after it was stopped', async () => {
    const { calls, step } = recorder();
    const lifecycle = new Lifecycle(logger).add(step('database'));
    await lifecycle.stop();
    await expect(lifecycle.start()).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(calls).toEqual([]);
  });

  it('continues to stop when a step fails or hangs', async () => {
    const { calls, step } = recorder();
    const lifecycle = new Lifecycle(logger)
      .add(step('database'))
      .add(step('relay', { stop: () => new Promise(() => undefined), stopTimeoutMs: 1 }))
      .add(step('server', { stop: () => Promise.reject(new Error('no')) }));
    await lifecycle.start();
    await lifecycle.stop();
    expect(calls.at(-1)).toBe('stop database');
  });

  it('stops once, however often it is called', async () => {
    const { calls, step } = recorder();
    const lifecycle = new Lifecycle(logger).add(step('database'));
    await lifecycle.start();
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    expect(calls).toEqual(['start database', 'stop database']);
  });
});
