import { createLogger, Lifecycle, type LifecycleStep } from '../index.js';

const logger = createLogger({ service: 'test', level: 'silent' });

function recorder() {
  const said: string[] = [];
  const step = (name: string, more: Partial<LifecycleStep> = {}): LifecycleStep => ({
    name,
    start: () => void said.push(`start ${name}`),
    stop: () => void said.push(`stop ${name}`),
    ...more,
  });
  return { said, step };
}

describe('Lifecycle', () => {
  it('starts in order and stops in reverse', async () => {
    const { said, step } = recorder();
    const lifecycle = new Lifecycle(logger).add(step('database')).add(step('server'));
    await lifecycle.start();
    await lifecycle.stop();
    expect(said).toEqual(['start database', 'start server', 'stop server', 'stop database']);
  });

  it('stops what it had started when a later step cannot start', async () => {
    const { said, step } = recorder();
    const lifecycle = new Lifecycle(logger)
      .add(step('database'))
      .add(step('server', { start: () => Promise.reject(new Error('port in use')) }));
    await expect(lifecycle.start()).rejects.toThrow('port in use');
    expect(said).toEqual(['start database', 'stop database']);
  });

  it('goes on stopping past a step that fails and one that hangs', async () => {
    const { said, step } = recorder();
    const lifecycle = new Lifecycle(logger)
      .add(step('database'))
      .add(step('relay', { stop: () => new Promise(() => undefined), stopTimeoutMs: 1 }))
      .add(step('server', { stop: () => Promise.reject(new Error('no')) }));
    await lifecycle.start();
    await lifecycle.stop();
    expect(said.at(-1)).toBe('stop database');
  });

  it('stops once, however often it is asked', async () => {
    const { said, step } = recorder();
    const lifecycle = new Lifecycle(logger).add(step('database'));
    await lifecycle.start();
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    expect(said).toEqual(['start database', 'stop database']);
  });
});
