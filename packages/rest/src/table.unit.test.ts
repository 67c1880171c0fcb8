import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, validate } from 'graphql';
import { restTable, rowsOf } from './table.js';

const ownerSchema = (owner: string) =>
  buildSubgraphSchema(
    parse(readFileSync(new URL(`../../../contracts/${owner}/schema.graphql`, import.meta.url), 'utf8')),
  );

describe('the REST table', () => {
  it('has the ten documented calls', () => {
    expect(restTable.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /skills',
      'GET /skills/:id',
      'POST /skills',
      'PUT /skills/:id',
      'POST /generate/project',
      'POST /generate/feature',
      'GET /templates',
      'POST /validate/code',
      'POST /validate/tests',
      'GET /validate/report',
    ]);
  });

  it.each(restTable.map((row) => [row.name, row] as const))(
    '%s asks only what the service that owns it can answer alone',
    (_, row) => {
      expect(validate(ownerSchema(row.owner), row.operation)).toEqual([]);
    },
  );

  it('gives each row to one owner', () => {
    const owned = (['skill', 'generation', 'validation'] as const).flatMap((owner) => rowsOf(owner));
    expect(new Set(owned)).toEqual(new Set(restTable));
    expect(owned).toHaveLength(restTable.length);
  });
});
