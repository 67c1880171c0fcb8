import { waitFor } from '@skillwright/testing';
import { SupervisedServer, type Server } from './supervised-server.js';

interface FakeServer extends Server {
  alive: boolean;
}

function fakeServer(address = '127.0.0.1:1'): FakeServer {
  const server: FakeServer = {
    address,
    alive: true,
    isRunning: () => Promise.resolve(server.alive),
    stop: () => {
      server.alive = false;
      return Promise.resolve();
    },
    kill: () => (server.alive = false),
  };
  return server;
}

describe('a supervised server', () => {
  let told: string[];
  let started: FakeServer[];
  let supervised: SupervisedServer | undefined;
  beforeEach(() => {
    told = [];
    started = [];
  });
  afterEach(() => supervised?.stop());

  /** Supervises one server; each entry of `starts` is the result of one later start. */
  function supervise(...starts: (FakeServer | Error)[]): FakeServer {
    const first = fakeServer();
    supervised = new SupervisedServer(first, {
      name: 'Server',
      restart: () => {
        const next = starts.shift() ?? fakeServer();
        if (next instanceof Error) return Promise.reject(next);
        started.push(next);
        return Promise.resolve(next);
      },
      onEvent: (text) => told.push(text),
      checkMs: 1,
    });
    return first;
  }

  it('is started again each time it ends', async () => {
    supervise().alive = false;
    const second = await waitFor(() => started[0]);
    second.alive = false;
    await waitFor(() => started[1]);
    expect(told.filter((text) => text === 'Server: ended unexpectedly; starting it again')).toHaveLength(2);
  });

  it('is tried again when its start fails, and the reason is reported', async () => {
    supervise(new Error('The disk is full.'), new Error('The disk is full.')).alive = false;
    await waitFor(() => started.length === 1);
    expect(told).toContainEqual(expect.stringMatching(/^Server: The disk is full\. Trying again in [\d.]+ s$/));
  });

  it('asks for a new start when its old address is in use', async () => {
    supervise(fakeServer('127.0.0.1:2')).alive = false;
    await waitFor(() => told.some((text) => text.includes('another program uses 127.0.0.1:1')));
  });

  it('is not started again after it was stopped', async () => {
    const first = supervise();
    await supervised?.stop();
    expect(first.alive).toBe(false);
    expect(started).toEqual([]);
    expect(told).toEqual([]);
  });
});
