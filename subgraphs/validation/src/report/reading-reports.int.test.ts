import { executeText } from '@skillwright/testing';
import { validationTypeDefs } from '@skillwright/contracts/validation';
import { createLogger, newId } from '@skillwright/service';
import { createSubgraph, type Subgraph } from '@skillwright/subgraph';
import { createReportParts, createRequest, FakeValidator, type ReportParts } from '../../test/report-parts.js';
import { createReportResolvers } from './report-resolvers.js';

describe('reading reports', () => {
  let parts: ReportParts;
  let subgraph: Subgraph;
  const projectIds = Array.from({ length: 10 }, () => newId());
  const byProject = new Map<string, string[]>();

  beforeAll(async () => {
    parts = await createReportParts({ maxOpen: 1_000 });
    const queue = parts.createQueue();
    for (let round = 0; round < 3; round += 1) {
      for (const projectId of projectIds.slice(0, 9)) {
        const request = createRequest({ projectId, files: null, kind: round === 2 ? 'TESTS' : 'CODE' });
        await queue.add(request);
        byProject.set(projectId, [request.id, ...(byProject.get(projectId) ?? [])]);
      }
    }
    const runner = parts.createRunner({ queue, validator: new FakeValidator() });
    subgraph = await createSubgraph({
      typeDefs: validationTypeDefs,
      resolvers: createReportResolvers({
        ...{ queue, runner, repository: parts.repository, projects: parts.projects },
        ...{ clock: () => new Date(), waitMs: 0 },
      }),
      logger: createLogger({ service: 'validation', level: 'silent' }),
    });
  });
  afterAll(async () => {
    await subgraph.stop();
    await parts.dispose();
  });

  const query = async <Data>(text: string, variables: Record<string, unknown> = {}) => {
    parts.statements.length = 0;
    const { data, errors } = await executeText(subgraph.execute, text, { variables });
    expect(errors).toBeUndefined();
    return JSON.parse(JSON.stringify(data)) as Data;
  };
  const representations = projectIds.map((id) => ({ __typename: 'Project', id }));
  const ofProjects = (selection: string) =>
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Project { ${selection} } } }`;
  const selects = () => parts.statements.filter((statement) => /select/i.test(statement));

  it('finds the newest report of many projects with one statement', async () => {
    const { _entities } = await query<{ _entities: { latestReport: { id: string } | null }[] }>(
      ofProjects('latestReport { id status summary { errors } }'),
      { representations },
    );
    expect(_entities.map(({ latestReport }) => latestReport?.id)).toEqual(
      projectIds.map((id) => byProject.get(id)?.[0]),
    );
    expect(selects()).toHaveLength(1);
  });

  it('finds the newest of a kind', async () => {
    const { _entities } = await query<{ _entities: { latestReport: { id: string } | null }[] }>(
      ofProjects('latestReport(kind: CODE) { id project { id } }'),
      { representations: representations.slice(0, 1) },
    );
    expect(_entities[0]?.latestReport).toEqual({
      id: byProject.get(projectIds[0] ?? '')?.[1],
      project: { id: projectIds[0] },
    });
  });

  it('lists the reports of many projects with one statement, and counts only when asked', async () => {
    type Data = { _entities: { reports: { nodes: { id: string }[]; totalCount?: number; pageInfo: object } }[] };
    const page = 'reports(first: 2) { nodes { id } pageInfo { hasNextPage hasPreviousPage } }';
    const { _entities } = await query<Data>(ofProjects(page), { representations });
    expect(_entities[0]?.reports).toEqual({
      nodes: byProject
        .get(projectIds[0] ?? '')
        ?.slice(0, 2)
        .map((id) => ({ id })),
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    expect(_entities[9]?.reports.nodes).toEqual([]);
    expect(selects()).toHaveLength(1);
    const counted = await query<Data>(ofProjects('reports { totalCount }'), { representations });
    expect(counted._entities.map(({ reports }) => reports.totalCount)).toEqual([...Array(9).fill(3), 0]);
    expect(selects()).toHaveLength(2);
  });

  it('reads the long lists of many reports with one statement each, and only when they are selected', async () => {
    const list = 'validationReports(first: 20) { nodes { id tools { name }';
    await query(`{ ${list} } } }`);
    expect(selects().join()).not.toContain('diagnostics');
    await query(`{ ${list} diagnostics { rule } tests { name } } } }`);
    expect(selects()).toHaveLength(3);
  });

  it('goes through a list page by page, without gaps or repetitions', async () => {
    type Data = {
      validationReports: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    };
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { validationReports }: Data = await query<Data>(
        'query ($after: String) { validationReports(first: 7, kind: CODE, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }',
        { after },
      );
      seen.push(...validationReports.nodes.map(({ id }) => id));
      ({ endCursor: after, hasNextPage: more } = validationReports.pageInfo);
    }
    expect(seen).toHaveLength(18);
    expect([...new Set(seen)].sort().reverse()).toEqual(seen);
  });

  it('knows a report by its id, also as an entity, and answers null for what is none', async () => {
    const [id] = byProject.get(projectIds[0] ?? '') ?? [];
    expect(
      await query(
        'query ($id: ID!, $r: [_Any!]!) { found: validationReport(id: $id) { id kind } none: validationReport(id: "x") { id } _entities(representations: $r) { ... on ValidationReport { id } } }',
        {
          id,
          r: [
            { __typename: 'ValidationReport', id },
            { __typename: 'ValidationReport', id: newId() },
          ],
        },
      ),
    ).toEqual({ found: { id, kind: 'TESTS' }, none: null, _entities: [{ id }, null] });
  });

  it.each([
    ['first: 0', 'INVALID_INPUT'],
    ['first: 101', 'INVALID_INPUT'],
    ['after: "nonsense"', 'CURSOR_INVALID'],
    ['after: "WyJub3QgYW4gaWQiXQ"', 'CURSOR_INVALID'],
  ])('refuses a page with %s', async (args, code) => {
    const { errors } = await executeText(subgraph.execute, `{ validationReports(${args}) { nodes { id } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code });
  });
});
