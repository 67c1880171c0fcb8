import { answerJson, startStubServer } from './stub-server.js';

describe('a stub server', () => {
  it('records requests in their order and answers as the test says', async () => {
    const stub = await startStubServer<{ n?: number }>(({ body }, response) =>
      answerJson(response, 201, { twice: 2 * (body.n ?? 0) }),
    );
    const post = { method: 'POST', headers: { 'x-test': 'yes' }, body: '{"n":4}' };
    const first = await fetch(`${stub.url}/double?q=1`, post);
    expect([first.status, await first.json()]).toEqual([201, { twice: 8 }]);
    await fetch(stub.url);
    expect(stub.abandoned).toEqual([]);
    expect(stub.requests).toMatchObject([
      { method: 'POST', path: '/double?q=1', headers: { 'x-test': 'yes' }, body: { n: 4 } },
      { method: 'GET', path: '/', body: {} },
    ]);
    await stub.dispose();
  });

  it('ends requests that it has left without an answer', async () => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const stub = await startStubServer(() => begin());
    const silent = fetch(stub.url);
    await begun;
    await Promise.all([stub.dispose(), expect(silent).rejects.toThrow()]);
    expect(stub.abandoned).toEqual(stub.requests);
  });
});
