import { GroupTurns } from './group-turns.js';

describe('the turns of a group', () => {
  it('are not waited for by a member that has been stopped before, and go on to the next', async () => {
    const turns = new GroupTurns();
    const { signal } = new AbortController();
    const first = await turns.take('g', 't', signal);
    expect(await turns.take('g', 't', AbortSignal.abort())).toBeUndefined();
    const third = turns.take('g', 't', signal);
    first?.();
    expect(await third).toBeDefined();
  });
});
