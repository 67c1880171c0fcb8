import { isId, type Caller } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import { templateFiles } from '../../test/fake-skill-service.js';
import { RunningGeneration } from '../../test/running-generation.js';
import { skillCreated } from '../../test/skill-events.js';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('a call of the skill service', () => {
  let service: RunningGeneration;
  let answer: () => void;

  beforeEach(async () => {
    answer = () => undefined;
    service = await RunningGeneration.start((skills) => skills.add('web', '1.0.0', templateFiles('site', {})));
    await service.ready();
    service.skills.callers.splice(0);
    service.skills.asked.splice(0);
  }, 60_000);

  afterEach(async () => {
    answer();
    await service.stop();
  });

  const add = (name: string) =>
    service.skills.add(name, '1.0.0', templateFiles(`${name}-site`, { 'files/a.mustache': '{{name}}' }));
  const silence = () => {
    service.skills.silence = new Promise((resolve) => (answer = resolve));
  };
  /** Generates a project with a template that is not in the catalogue. Returns how to leave before the answer. */
  function generate(template: string): { answered: Promise<number | undefined>; leave: () => void } {
    const leaving = new AbortController();
    const answered = fetch(`${service.url}/generate/project`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'r-1', traceparent },
      body: JSON.stringify({ spec: { name: 'shop', template } }),
      signal: leaving.signal,
    }).then(
      ({ status }) => status,
      () => undefined,
    );
    return { answered, leave: () => leaving.abort() };
  }
  const callersOf = async (operation: string): Promise<readonly Caller[]> => {
    const { asked, callers } = service.skills;
    await waitFor(() => asked.includes(operation), { description: operation });
    return callers.filter((_, index) => asked[index] === operation);
  };
  const aborted = ({ signal }: Caller) => waitFor(() => signal.aborted, { description: 'the end of the call' });

  it('has the request id and the trace of the request that needs it', async () => {
    add('api');
    expect(await generate('api/api-site').answered).toBe(201);
    add('cli');
    expect(await generate('cli-site').answered).toBe(201);
    expect(new Set(service.skills.asked)).toEqual(new Set(['find', 'files', 'list']));
    expect(service.skills.callers.map(({ requestId, traceparent: trace }) => [requestId, trace])).toEqual(
      service.skills.asked.map(() => ['r-1', traceparent]),
    );
  });

  it('has the trace of the event that needs it', async () => {
    await service.publish({ ...skillCreated(add('api'), '1.0.0'), traceparent });
    const [caller] = await callersOf('files');
    expect(caller).toMatchObject({ traceparent, requestId: expect.any(String) });
    expect(isId(caller?.requestId ?? '')).toBe(true);
  });

  it('ends when the client of its request disconnects', async () => {
    add('api');
    silence();
    const client = generate('api/api-site');
    const [caller] = await callersOf('find');
    client.leave();
    await aborted(caller as Caller);
  });

  it('goes on when one of several clients disconnects who wait for it', async () => {
    add('api');
    silence();
    const [first, second] = [generate('api-site'), generate('api-site')];
    const [caller] = await callersOf('list');
    first.leave();
    await first.answered;
    answer();
    expect(await second.answered).toBe(201);
    expect(caller?.signal.aborted).toBe(false);
    expect(service.skills.asked).toEqual(['list', 'files']);
  });

  it.each(['an event', 'the catalogue'])('for %s ends when the service stops', async (reason) => {
    silence();
    if (reason === 'an event') {
      await service.publish(skillCreated(add('api'), '1.0.0'));
    } else {
      await service.stopService();
      await service.startService();
    }
    const [caller] = await callersOf(reason === 'an event' ? 'files' : 'list');
    const stopped = service.stopService();
    await aborted(caller as Caller);
    await stopped;
  });
});
