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

  it('stops the started steps when a later one cannot start', async () => {
    const { calls, step } = recorder();
    const lifecycle = new Lifecycle(logger)
      .add(step('database'))
      .add(step('server', { start: () => Promise.reject(new Error('port in use')) }));
    await expect(lifecycle.start()).rejects.toThrow('port in use');
    expect(calls).toEqual(['start database', 'stop database']);
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
