import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';

interface Page {
  nodes: { name: string; version: string; description: string }[];
  edges: { cursor: string; node: { name: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: number;
}

let service: TestSkillService;
beforeAll(async () => {
  service = await createTestSkillService();
});
afterAll(() => service.dispose());
beforeEach(() => service.prisma.$executeRaw`TRUNCATE skills CASCADE`);

async function create(name: string, fields: Record<string, unknown> = {}): Promise<string> {
  const { createSkill } = await service.query<{ createSkill: { skill: { id: string } } }>(
    'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } } }',
    { input: { name, description: 'd', instructions: '', ...fields } },
  );
  return createSkill.skill.id;
}
async function list(variables: Record<string, unknown> = {}): Promise<Page> {
  const { skills } = await service.query<{ skills: Page }>(
    `query ($first: Int! = 20, $after: String, $search: String) { skills(first: $first, after: $after, search: $search) {
      nodes { name version description } edges { cursor node { name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`,
    variables,
  );
  return skills;
}
const names = (page: Page) => page.nodes.map(({ name }) => name);

describe('skills', () => {
  it('is empty in an empty library', async () => {
    expect(await list()).toEqual({
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 0,
    });
  });

  it('lists the newest first, each at its newest version', async () => {
    const id = await create('older');
    await create('newer');
    await service.query(
      `mutation ($id: ID!) { updateSkill(input: { id: $id, description: "d2", instructions: "" }) { skill { id } } }`,
      { id },
    );
    const page = await list();
    expect(page.nodes).toEqual([
      { name: 'newer', version: '1.0.0', description: 'd' },
      { name: 'older', version: '1.0.1', description: 'd2' },
    ]);
    expect(page.edges.map(({ node }) => node.name)).toEqual(names(page));
    expect(page.totalCount).toBe(2);
  });

  it('returns all pages while skills are added and deleted', async () => {
    const ids: string[] = [];
    for (let index = 1; index <= 7; index += 1) ids.push(await create(`skill-${index}`));
    const first = await list({ first: 3 });
    expect(names(first)).toEqual(['skill-7', 'skill-6', 'skill-5']);
    expect(first).toMatchObject({ totalCount: 7, pageInfo: { hasNextPage: true, hasPreviousPage: false } });

    await create('added');
    await service.query('mutation ($id: ID!) { deleteSkill(input: { id: $id }) { id } }', { id: ids[4] });
    const second = await list({ first: 3, after: first.pageInfo.endCursor });
    expect(names(second)).toEqual(['skill-4', 'skill-3', 'skill-2']);
    expect(second).toMatchObject({ totalCount: 7, pageInfo: { hasNextPage: true, hasPreviousPage: true } });
    const third = await list({ first: 3, after: second.pageInfo.endCursor });
    expect(names(third)).toEqual(['skill-1']);
    expect(third.pageInfo.hasNextPage).toBe(false);
    expect(await list({ first: 3, after: third.pageInfo.endCursor })).toMatchObject({ nodes: [], totalCount: 7 });
  });

  it('has no next page after an exactly full last page', async () => {
    await create('one');
    await create('two');
    expect((await list({ first: 2 })).pageInfo.hasNextPage).toBe(false);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a page of nothing', { first: 0 }, 'INVALID_INPUT', 'first'],
    ['a page of more than 100', { first: 101 }, 'INVALID_INPUT', 'first'],
    ['a cursor of another list', { after: Buffer.from('[1]').toString('base64url') }, 'CURSOR_INVALID', 'after'],
    ['a cursor without an id in it', { after: Buffer.from('["x"]').toString('base64url') }, 'CURSOR_INVALID', 'after'],
    ['an invalid cursor', { after: '%%%' }, 'CURSOR_INVALID', 'after'],
    ['a search of more than 200 characters', { search: 'x'.repeat(201) }, 'INVALID_INPUT', 'search'],
  ])('refuses %s', async (_what, variables, code, path) => {
    await expect(list(variables)).rejects.toMatchObject({ code, errors: [{ path }] });
  });

  describe('with a search', () => {
    const search = async (text: string) => names(await list({ search: text })).sort();

    it('finds every word in name, description and instructions, by its beginning and by its stem', async () => {
      await create('typescript-http-service', { description: 'Serves HTTP.', instructions: 'Edit src/main.ts first.' });
      await create('pdf-forms', {
        description: 'Fills in forms, über alles.',
        instructions: '# Filling_in\n\n部署服务',
      });
      expect(await search('http')).toEqual(['typescript-http-service']);
      expect(await search('HTTP-Service')).toEqual(['typescript-http-service']);
      expect(await search('typescript-http-service')).toEqual(['typescript-http-service']);
      expect(await search('typ serv')).toEqual(['typescript-http-service']);
      expect(await search('main')).toEqual(['typescript-http-service']);
      expect(await search('src/main.ts')).toEqual(['typescript-http-service']);
      expect(await search('form')).toEqual(['pdf-forms']);
      expect(await search('filled')).toEqual(['pdf-forms']);
      expect(await search('filling')).toEqual(['pdf-forms']);
      expect(await search('über')).toEqual(['pdf-forms']);
      expect(await search('部署')).toEqual(['pdf-forms']);
      expect(await search('in')).toEqual(['pdf-forms']);
      expect(await search('http forms')).toEqual([]);
      expect(await search('absent')).toEqual([]);
    });

    it('searches only the newest versions', async () => {
      const id = await create('one', { description: 'before' });
      await service.query(
        `mutation ($id: ID!) { updateSkill(input: { id: $id, description: "after", instructions: "" }) { skill { id } } }`,
        { id },
      );
      expect(await search('before')).toEqual([]);
      expect(await search('after')).toEqual(['one']);
    });

    it('reads every character as text, whatever its meaning in SQL', async () => {
      await create('one', { description: "it's 100% {safe}" });
      for (const text of ["it's", '100%', "'; DROP TABLE skills; --one", 'saf:* & one', '(one', 'one | !x', 'one\0']) {
        await expect(search(text)).resolves.toBeDefined();
      }
      expect(await search("it's 100%")).toEqual(['one']);
      expect(await service.prisma.skill.count()).toBe(1);
    });

    it('finds nothing without letters or digits, and everything without a search', async () => {
      await create('one');
      expect(await search('%')).toEqual([]);
      expect(await list({ search: '!!' })).toMatchObject({ totalCount: 0 });
      expect(await search('  ')).toEqual(['one']);
      expect(await search('')).toEqual(['one']);
    });

    it('counts and pages the results', async () => {
      for (let index = 1; index <= 5; index += 1) await create(`match-${index}`);
      await create('other');
      const first = await list({ search: 'match', first: 3 });
      expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
      const second = await list({ search: 'match', first: 3, after: first.pageInfo.endCursor });
      expect(names(second)).toEqual(['match-2', 'match-1']);
    });
  });
});

describe('skill', () => {
  const find = (variables: Record<string, unknown>) =>
    service.query(
      'query ($id: ID, $name: String, $version: String) { skill(id: $id, name: $name, version: $version) { name version } }',
      variables,
    );

  it('finds by id or by name, at a version or at the newest', async () => {
    const id = await create('one');
    const found = { skill: { name: 'one', version: '1.0.0' } };
    expect(await find({ id })).toEqual(found);
    expect(await find({ id: id.toUpperCase() })).toEqual(found);
    expect(await find({ name: 'one' })).toEqual(found);
    expect(await find({ name: 'one', version: '1.0.0' })).toEqual(found);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an unknown id', { id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f' }],
    ['an invalid id', { id: 'one' }],
    ['an unknown name', { name: 'absent' }],
    ['a name with NUL', { name: '\0' }],
    ['an unknown version', { name: 'one', version: '7.0.0' }],
    ['a version with NUL', { name: 'one', version: '\0' }],
  ])('is null for %s', async (_what, variables) => {
    await create('one');
    expect(await find(variables)).toEqual({ skill: null });
  });

  it.each<[string, Record<string, unknown>]>([
    ['neither id nor name', {}],
    ['both id and name', { id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f', name: 'one' }],
  ])('refuses %s', async (_what, variables) => {
    await expect(find(variables)).rejects.toMatchObject({ code: 'INVALID_INPUT', errors: [{ path: 'id' }] });
  });
});
