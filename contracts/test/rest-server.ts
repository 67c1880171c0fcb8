import { registerRest } from '@skillwright/rest';
import {
  Health,
  createHttpServer,
  createLogger,
  createMetrics,
  listen,
  type Caller,
  type GraphQLExecutor,
  type GraphQLRequest,
} from '@skillwright/service';
import { operations } from '../operations/index.js';

/** One call of the executor. */
export type ExecutorCall = GraphQLRequest & { readonly caller: Caller };

export interface RestServer {
  readonly url: string;
  /** The calls of the executor, oldest first. */
  readonly calls: ExecutorCall[];
  /** Sets the executor's answer from now on. */
  answer(result: Awaited<ReturnType<GraphQLExecutor>>): void;
  close(): Promise<void>;
}

/** Starts a server with all REST calls, over an executor that records its calls and returns the prepared answer. */
export async function startRestServer(): Promise<RestServer> {
  const calls: ExecutorCall[] = [];
  let next: Awaited<ReturnType<GraphQLExecutor>> = { errors: [{ message: 'nothing was prepared' }] };
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
    bodyLimitBytes: 64 * 1024,
  });
  registerRest(http, {
    operations,
    execute: async (operation, caller) => {
      calls.push({ ...operation, caller });
      return next;
    },
  });
  const { url } = await listen({ name: 'test', http }, { host: '127.0.0.1', port: 0 });
  return { url, calls, answer: (result) => void (next = result), close: () => http.close() };
}

/** A skill in the form of the operations' fragment. */
export const skillData = {
  id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f',
  name: 'notes',
  description: 'Writes notes.',
  version: '1.0.0',
  versions: ['1.0.0'],
  instructions: '# Do',
  license: null,
  compatibility: null,
  metadata: {},
  allowedTools: 'Read',
  files: [{ path: 'a.md', size: 1, digest: 'sha256:aa' }],
  digest: 'sha256:bb',
  createdBy: 'anonymous',
  createdAt: '2026-11-23T06:00:00.000Z',
  updatedAt: '2026-11-23T06:00:00.000Z',
};

/** A project in the form of the operations' fragment. */
export const projectData = {
  projectId: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e60',
  name: 'shop',
  template__id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e61',
  template__version: '1.0.0',
  skillId: skillData.id,
  revision: 1,
  digest: 'sha256:cc',
  outputPath: '/data/projects/shop',
  filesCount: 1,
  files: [{ path: 'a.ts', size: 1, digest: 'sha256:dd' }],
  createdAt: '2026-11-23T06:00:00.000Z',
};

/** A report in the form of the operations' fragment. */
export const reportData = {
  reportId: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e62',
  projectId: null,
  kind: 'CODE',
  status: 'FAILED',
  startedAt: '2026-11-23T06:00:00.000Z',
  finishedAt: '2026-11-23T06:00:01.000Z',
  durationMs: 1000,
  summary: {
    filesChecked: 1,
    errors: 1,
    warnings: 0,
    unformatted: 0,
    testsPassed: 0,
    testsFailed: 0,
    testsSkipped: 0,
    coveragePercent: null,
  },
  diagnostics: [
    {
      tool: 'eslint',
      rule: 'no-var',
      severity: 'ERROR',
      path: 'a.ts',
      line: 1,
      column: 1,
      message: 'Unexpected var.',
      fixable: true,
    },
  ],
  tests: [],
  tools: [{ name: 'eslint', version: '10.15.0' }],
  failure: null,
};
