import { skillTypeDefs } from '@skillwright/contracts/skill';
import { createLogger } from '@skillwright/service';
import { createSubgraph, type Subgraph } from '@skillwright/subgraph';
import { executeText } from '@skillwright/testing';
import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';
import type { SkillRepository } from './skill-repository.js';
import { createSkillResolvers } from './skill-resolvers.js';

let service: TestSkillService;
let subgraph: Subgraph;
let ids: string[];
const calls: string[] = [];
/** The digests of the read contents, one list for each call. */
const contents: (readonly string[])[] = [];

/** Records the names of the called methods. */
const noting = (repository: SkillRepository): SkillRepository =>
  new Proxy(repository, {
    get(target, method: keyof SkillRepository) {
      return (...args: never[]) => {
        calls.push(method);
        if (method === 'findContents') contents.push(args[0] as unknown as readonly string[]);
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
      skills: noting(service.repository),
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
  contents.length = 0;
});

const run = (query: string, variables: Record<string, unknown> = {}) =>
  executeText(subgraph.execute, query, { variables });

describe('a query over many skills', () => {
  it('reads each table once', async () => {
    const { data, errors } = await run(
      `{ skills { totalCount nodes { name instructions license versions files { path size content encoding } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ skills: { totalCount: 5 } });
    expect(calls.sort()).toEqual(
      ['listSkills', 'countSkills', 'findBodies', 'findContents', 'findFiles', 'findVersions'].sort(),
    );
  });

  it('reads only the selected fields', async () => {
    await run('{ skills { nodes { id name description version digest createdBy updatedAt } } }');
    expect(calls).toEqual(['listSkills']);
  });

  it('reads files without their contents', async () => {
    await run('{ skills { nodes { files { path size digest executable } } } }');
    expect(calls).toEqual(['listSkills', 'findFiles']);
  });
});

describe('the answer of a mutation', () => {
  const shown = `id name version versions description instructions license compatibility metadata allowedTools skillMd
    digest createdBy createdAt updatedAt files { path size digest executable content encoding }`;
  const input = {
    ...{ description: 'd', instructions: '# Do', license: 'MIT', metadata: { z: '1', a: '2' } },
    files: ['b/ä.md', 'b/a.md', 'B.md', '\u{1f600}.md', '\uffee.md'].map((path) => ({ path, content: path })),
  };
  async function answer(mutation: string, variables: object): Promise<{ id: string }> {
    const { data, errors } = await run(mutation, { ...variables });
    expect(errors).toBeUndefined();
    const [payload] = Object.values(data ?? {}) as { skill: { id: string } }[];
    return payload?.skill ?? { id: '' };
  }
  async function stored(id: string): Promise<unknown> {
    const { data } = await run(`query ($id: ID!) { skill(id: $id) { ${shown} } }`, { id });
    return data?.['skill'];
  }
  const create = `mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { ${shown} } } }`;
  const update = `mutation ($input: UpdateSkillInput!) { updateSkill(input: $input) { skill { ${shown} } } }`;

  it('has the stored fields and reads nothing after the commit', async () => {
    const created = await answer(create, { input: { name: 'written', ...input } });
    expect(calls).toEqual(['transaction']);
    expect(await stored(created.id)).toEqual(created);

    calls.length = 0;
    const updated = await answer(update, { input: { id: created.id, ...input, files: input.files.slice(1) } });
    expect(calls).toEqual(['findSkill', 'transaction']);
    expect(updated).toMatchObject({ versions: ['1.0.1', '1.0.0'] });
    expect(await stored(created.id)).toEqual(updated);

    calls.length = 0;
    const same = await answer(update, { input: { id: created.id, ...input, files: input.files.slice(1) } });
    expect(calls).toEqual(['findSkill', 'transaction']);
    expect(same).toEqual(updated);
  });

  it('belongs to its own mutation when a request has several', async () => {
    const { id } = await answer(create, { input: { name: 'twice', ...input } });
    const { data } = await run(
      `mutation ($one: UpdateSkillInput!, $two: UpdateSkillInput!) {
        one: updateSkill(input: $one) { skill { version versions } } two: updateSkill(input: $two) { skill { version versions } } }`,
      { one: { id, ...input, description: '1' }, two: { id, ...input, description: '2' } },
    );
    expect(data).toMatchObject({
      one: { skill: { versions: ['1.0.1', '1.0.0'] } },
      two: { skill: { versions: ['1.0.2', '1.0.1', '1.0.0'] } },
    });
  });
});

describe('a query for the files in a folder', () => {
  const paths = ['assets/large.bin', 'templates/a/template.yaml', 'templates/b', 'templates.md'];

  const filesUnder = async (under: string | null): Promise<unknown> => {
    const { data, errors } = await run(
      'query ($under: String) { skill(name: "folders") { files(under: $under) { path content } } }',
      { under },
    );
    expect(errors).toBeUndefined();
    return (data as { skill: { files: { path: string }[] } }).skill.files.map(({ path }) => path);
  };

  beforeAll(() =>
    service.query(
      `mutation ($files: [SkillFileInput!]!) {
        createSkill(input: { name: "folders", description: "d", instructions: "", files: $files }) { skill { id } } }`,
      { files: paths.map((path) => ({ path, content: path })) },
    ),
  );

  it.each([
    ['templates', ['templates/a/template.yaml', 'templates/b']],
    ['templates/', ['templates/a/template.yaml', 'templates/b']],
    ['templates/a', ['templates/a/template.yaml']],
    ['templ', []],
    ['../', []],
  ])('returns the files under %j and reads no other content', async (folder, expected) => {
    expect(await filesUnder(folder)).toEqual(expected);
    expect(contents.flat()).toHaveLength(expected.length);
  });

  it.each([[null], ['']])('returns all files without a folder: %j', async (folder) => {
    expect(await filesUnder(folder)).toEqual([...paths].sort());
  });
});

describe('a query for very many contents', () => {
  it('is refused before all contents are read', async () => {
    const content = (index: number) => String(index).repeat(7 * 1024 * 1024);
    for (let index = 1; index <= 5; index += 1) {
      await service.query(
        `mutation ($name: String!, $content: String!) { createSkill(input: { name: $name, description: "d",
          instructions: "", files: [{ path: "a", content: $content }] }) { skill { id } } }`,
        { name: `heavy-${index}`, content: content(index) },
      );
    }
    const { errors } = await run('{ skills { nodes { files { content } } } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONTENTS_TOO_LARGE', category: 'too_large' });
    const four = await run('{ skills(first: 4) { nodes { files { content } } } }');
    expect(four.errors).toBeUndefined();
  });
});

describe('references of the federation', () => {
  it('are resolved in one read, as null for an unknown skill', async () => {
    const unknown = '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f';
    const { data } = await run(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Skill { name } } }',
      { representations: [...ids, unknown, 'no-id', ids[0]].map((id) => ({ __typename: 'Skill', id })) },
    );
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
