/** The data of the query: 20 skills, each with 3 templates and 1 project, each project with 1 report. */
export const skills = Array.from({ length: 20 }, (_, index) => {
  const id = `skill-${index}`;
  return {
    id,
    name: `skill-${index}`,
    description: 'Builds and extends small services with tests, configuration and a health check.',
    version: '1.2.3',
    versions: ['1.2.3', '1.2.2'],
    instructions: '# Instructions\n\nStart with the template, then add a part for each resource.\n'.repeat(6),
  };
});

const parameters = {
  type: 'object',
  properties: { port: { type: 'integer', minimum: 1, maximum: 65_535, default: 3000 }, scope: { type: 'string' } },
};

export const templatesOf = (skillId: string) =>
  ['http-service', 'library', 'endpoint'].map((name) => ({
    id: `${skillId}/${name}`,
    name,
    kind: name === 'endpoint' ? 'FEATURE' : 'PROJECT',
    version: '1.2.3',
    description: 'A small project with tests.',
    parameters,
    examples: [],
  }));

export const projectsOf = (skillId: string) => [
  { id: `${skillId}/shop`, name: 'shop', revision: 2, template: templatesOf(skillId)[0] },
];

export const reportOf = (projectId: string) => ({
  id: `${projectId}/report`,
  kind: 'CODE',
  status: 'PASSED',
  summary: { errors: 0, warnings: 0, unformatted: 0 },
  project: { id: projectId },
});

/** Returns a connection with all nodes on one page. */
export const connectionOf = <Node extends { id: string }>(nodes: readonly Node[]) => ({
  nodes,
  edges: nodes.map((node) => ({ cursor: node.id, node })),
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: nodes.length,
});
