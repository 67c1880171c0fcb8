import { Health, createHttpServer, createLogger, createMetrics, type GraphQLExecutor } from '@skillwright/service';
import { registerRest } from '../src/register-rest.js';
import { lampOperations } from './lamp-operations.js';

type Result = Awaited<ReturnType<GraphQLExecutor>>;

/** The REST calls of the lamp service over an executor with a set answer. Nothing listens: requests are injected. */
export function createLampServer() {
  const asked: Readonly<Record<string, unknown>>[] = [];
  let next: Result = { errors: [{ message: 'no answer was set' }] };
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
  });
  registerRest(http, {
    operations: Object.values(lampOperations),
    execute: async ({ variables = {} }) => {
      asked.push(variables);
      return next;
    },
  });
  return {
    http,
    /** The variables of each execution, oldest first. */
    asked,
    answer: (data: Record<string, unknown>) => void (next = { data }),
    refuse: (extensions: Record<string, unknown>) => void (next = { errors: [{ message: 'No.', extensions }] }),
  };
}
