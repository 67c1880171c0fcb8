import { z } from 'zod';
import type { GraphQLExecutorResult } from '../graphql/executor.js';

const place = z.object({ line: z.int(), column: z.int() });

const error = z.object({
  message: z.string(),
  locations: z.array(place).optional(),
  path: z.array(z.union([z.string(), z.int()])).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});

const answer = z
  .object({
    data: z.record(z.string(), z.unknown()).nullable().optional(),
    errors: z.array(error).min(1).optional(),
    extensions: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(({ data, errors }) => data !== undefined || errors !== undefined);

/** The answer of a GraphQL server in another process, by the GraphQL specification; undefined for anything else. */
export function findGraphQLAnswer(body: unknown): GraphQLExecutorResult | undefined {
  const { success, data } = answer.safeParse(body);
  return success ? (data as GraphQLExecutorResult) : undefined;
}
