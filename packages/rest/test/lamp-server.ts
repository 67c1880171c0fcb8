import { Health, createHttpServer, createLogger, createMetrics, type GraphQLExecutor } from '@skillwright/service';
import { registerRest } from '../src/register-rest.js';
import { lampOperations } from './lamp-operations.js';

type Result = Awaited<ReturnType<GraphQLExecutor>>;

/**
 * Creates a server for the REST calls of the lamp service, over an executor with a prepared answer. It does not listen:
 * requests are injected.
 */
export function createLampServer() {
  const executions: Readonly<Record<string, unknown>>[] = [];
  let next: Result = { errors: [{ message: 'no answer was set' }] };
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
  });
  registerRest(http, {
    operations: Object.values(lampOperations),
    execute: async ({ variables = {} }) => {
      executions.push(variables);
      return next;
    },
  });
  return {
    http,
    /** The variables of each execution, oldest first. */
    executions,
    answer: (data: Record<string, unknown>) => void (next = { data }),
    refuse: (extensions: Record<string, unknown>) => void (next = { errors: [{ message: 'No.', extensions }] }),
  };
}
