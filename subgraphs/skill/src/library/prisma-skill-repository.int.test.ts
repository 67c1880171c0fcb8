import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';
import type { SkillRepository } from './skill-repository.js';

let service: TestSkillService;
let repository: SkillRepository;
beforeAll(async () => {
  service = await createTestSkillService();
  ({ repository } = service);
});
afterAll(() => service.dispose());

async function create(name: string): Promise<string> {
  const { createSkill } = await service.query<{ createSkill: { skill: { id: string } } }>(
    'mutation ($name: String!) { createSkill(input: { name: $name, description: "d", instructions: "" }) { skill { id } } }',
    { name },
  );
  return createSkill.skill.id;
}

/** A barrier: resolves for all callers once `expected` callers have arrived, and at once for later callers. */
function createMeeting(expected: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => undefined;
  const complete = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come >= expected) open();
    return complete;
  };
}

describe('a transaction', () => {
  it('is tried again when PostgreSQL aborts it in a deadlock', async () => {
    const ids = [await create('one'), await create('two')] as const;
    const bothHoldOne = createMeeting(2);
    let runs = 0;
    const lockBoth = (first: string, second: string) =>
      repository.transaction({ subject: first }, async (transaction) => {
        runs += 1;
        await transaction.lockSkill({ id: first });
        await bothHoldOne();
        return (await transaction.lockSkill({ id: second }))?.name;
      });
    expect(await Promise.all([lockBoth(ids[0], ids[1]), lockBoth(ids[1], ids[0])])).toEqual(['two', 'one']);
    expect(runs).toBe(3);
  });

  it('changes nothing when its work fails', async () => {
    const id = await create('stays');
    const failing = repository.transaction({ subject: id }, async (transaction) => {
      const skill = await transaction.lockSkill({ id });
      if (skill) await transaction.deleteSkill(skill);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await repository.findSkill({ id })).toMatchObject({ name: 'stays' });
  });
});
