import { buildSubgraphSchema } from '@apollo/subgraph';
import { answerValues, behavesAsEngine } from '@skillwright/pipeline/test/engine-contract';
import { parse } from 'graphql';
import { resolveOperation } from '@skillwright/pipeline';
import { openCaller, type OpenCaller } from '@skillwright/service';
import { createSubgraphEngine } from './subgraph-engine.js';

describe('the engine of a subgraph', () => {
  behavesAsEngine(async (typeDefs, resolvers) =>
    createSubgraphEngine(buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never }), {
      answerValues,
    }),
  );

  describe.each<[string, (caller: OpenCaller) => void, number, string]>([
    ['the answer is too large', () => undefined, 2_000, 'ANSWER_TOO_LARGE'],
    ['the client has gone', ({ abandon }) => abandon(), 3, 'CLIENT_GONE'],
  ])('when %s', (_case, meanwhile, first, code) => {
    it('calls no further resolvers', async () => {
      const made = openCaller({ timeoutMs: 10_000 });
      let resolved = 0;
      const typeDefs = 'type Query { items(first: Int!): [Item!]! } type Item { slow: Int next: [Item!]! }';
      const slow = async () => {
        resolved += 1;
        await Promise.resolve(meanwhile(made));
        return resolved;
      };
      const next = async () => [{}];
      const items = (_: unknown, given: { first: number }) => Array.from({ length: given.first }, () => ({}));
      const resolvers = { Query: { items }, Item: { slow, next } };
      const engine = createSubgraphEngine(buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers }), {
        answerValues,
      });
      const query = `{ items(first: ${first}) { slow next { next { slow } } } }`;
      const operation = resolveOperation({ document: parse(query) }, new Set(['query']));
      await expect(engine.execute(operation, made.caller)).rejects.toMatchObject({ code });
      const stopped = resolved;
      await new Promise((resolve) => setImmediate(resolve));
      expect([resolved, stopped <= first]).toEqual([stopped, true]);
      made.close();
    });
  });
});
