import { waitFor } from '@skillwright/testing';
import { SupervisedEngine, type Engine } from './supervised-engine.js';

interface FakeEngine extends Engine {
  alive: boolean;
}

function fakeEngine(address = '127.0.0.1:1'): FakeEngine {
  const engine: FakeEngine = {
    address,
    alive: true,
    isRunning: () => Promise.resolve(engine.alive),
    stop: () => {
      engine.alive = false;
      return Promise.resolve();
    },
    kill: () => (engine.alive = false),
  };
  return engine;
}

describe('a supervised engine', () => {
  let told: string[];
  let started: FakeEngine[];
  let supervised: SupervisedEngine | undefined;
  beforeEach(() => {
    told = [];
    started = [];
  });
  afterEach(() => supervised?.stop());

  /** Begins with one engine; `starts` says how each later start goes. */
  function supervise(...starts: (FakeEngine | Error)[]): FakeEngine {
    const first = fakeEngine();
    supervised = new SupervisedEngine(first, {
      name: 'Engine',
      restart: () => {
        const next = starts.shift() ?? fakeEngine();
        if (next instanceof Error) return Promise.reject(next);
        started.push(next);
        return Promise.resolve(next);
      },
      onEvent: (text) => told.push(text),
      checkMs: 1,
    });
    return first;
  }

  it('is started again when it has ended, as often as it ends', async () => {
    supervise().alive = false;
    const second = await waitFor(() => started[0]);
    second.alive = false;
    await waitFor(() => started[1]);
    expect(told.filter((text) => text === 'Engine: it has ended by itself; starting it again')).toHaveLength(2);
  });

  it('is tried again when it cannot be started, and the reason is told', async () => {
    supervise(new Error('The disk is full.'), new Error('The disk is full.')).alive = false;
    await waitFor(() => started.length === 1);
    expect(told).toContainEqual(expect.stringMatching(/^Engine: The disk is full\. Trying again in [\d.]+ s$/));
  });

  it('says what to do when it cannot be where its users look for it', async () => {
    supervise(fakeEngine('127.0.0.1:2')).alive = false;
    await waitFor(() => told.some((text) => text.includes('something else uses 127.0.0.1:1')));
  });

  it('is not started again once it was stopped', async () => {
    const first = supervise();
    await supervised?.stop();
    expect(first.alive).toBe(false);
    expect(started).toEqual([]);
    expect(told).toEqual([]);
  });
});
