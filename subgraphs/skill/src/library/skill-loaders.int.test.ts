import { skillTypeDefs } from '@skillwright/contracts/skill';
import { createLogger } from '@skillwright/service';
import { createSubgraph, type Subgraph } from '@skillwright/subgraph';
import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';
import { PrismaSkillRepository } from './prisma-skill-repository.js';
import type { SkillRepository } from './skill-repository.js';
import { createSkillResolvers } from './skill-resolvers.js';

let service: TestSkillService;
let subgraph: Subgraph;
let ids: string[];
const calls: string[] = [];

/** Notes the names of the methods that are called. */
const noting = (repository: SkillRepository): SkillRepository =>
  new Proxy(repository, {
    get(target, method: keyof SkillRepository) {
      return (...args: never[]) => {
        calls.push(method);
        return (target[method] as (...args: never[]) => unknown)(...args);
      };
    },
  });

beforeAll(async () => {
  service = await createTestSkillService();
  ids = [];
  for (let index = 1; index <= 5; index += 1) {
    const { createSkill } = await service.query<{ createSkill: { skill: { id: string } } }>(
      `mutation ($name: String!) { createSkill(input: { name: $name, description: "d", instructions: $name, files: [
        { path: "a", content: "x" }, { path: "b", content: $name }] }) { skill { id } } }`,
      { name: `skill-${index}` },
    );
    ids.push(createSkill.skill.id);
  }
  subgraph = await createSubgraph({
    typeDefs: skillTypeDefs,
    resolvers: createSkillResolvers({
      skills: noting(new PrismaSkillRepository(service.prisma)),
      clock: () => new Date(),
    }),
    logger: createLogger({ service: 'skill', level: 'silent' }),
  });
});
afterAll(async () => {
  await subgraph.stop();
  await service.dispose();
});
beforeEach(() => {
  calls.length = 0;
});

describe('a query over many skills', () => {
  it('reads each kind of thing once', async () => {
    const { data, errors } = await subgraph.execute({
      query: `{ skills { totalCount nodes { name instructions license versions files { path size content encoding } } } }`,
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ skills: { totalCount: 5 } });
    expect(calls.sort()).toEqual(
      ['listSkills', 'countSkills', 'findBodies', 'findContents', 'findFiles', 'findVersions'].sort(),
    );
  });

  it('reads nothing that is not selected', async () => {
    await subgraph.execute({
      query: '{ skills { nodes { id name description version digest createdBy updatedAt } } }',
    });
    expect(calls).toEqual(['listSkills']);
  });

  it('reads files without their contents', async () => {
    await subgraph.execute({ query: '{ skills { nodes { files { path size digest executable } } } }' });
    expect(calls).toEqual(['listSkills', 'findFiles']);
  });
});

describe('a query for very many contents', () => {
  it('is refused before they are all read', async () => {
    const content = (index: number) => String(index).repeat(7 * 1024 * 1024);
    for (let index = 1; index <= 5; index += 1) {
      await service.query(
        `mutation ($name: String!, $content: String!) { createSkill(input: { name: $name, description: "d",
          instructions: "", files: [{ path: "a", content: $content }] }) { skill { id } } }`,
        { name: `heavy-${index}`, content: content(index) },
      );
    }
    const { errors } = await subgraph.execute({ query: '{ skills { nodes { files { content } } } }' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONTENTS_TOO_LARGE', category: 'too_large' });
    const four = await subgraph.execute({ query: '{ skills(first: 4) { nodes { files { content } } } }' });
    expect(four.errors).toBeUndefined();
  });
});

describe('references of the federation', () => {
  it('are resolved in one read, null where there is no such skill', async () => {
    const unknown = '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f';
    const { data } = await subgraph.execute({
      query:
        'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Skill { name } } }',
      variables: {
        representations: [...ids, unknown, 'no-id', ids[0]].map((id) => ({ __typename: 'Skill', id })),
      },
    });
    expect(data?.['_entities']).toEqual([
      { name: 'skill-1' },
      { name: 'skill-2' },
      { name: 'skill-3' },
      { name: 'skill-4' },
      { name: 'skill-5' },
      null,
      null,
      { name: 'skill-1' },
    ]);
    expect(calls).toEqual(['findSkills']);
  });
});
