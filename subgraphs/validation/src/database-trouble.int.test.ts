import { createEvent } from '@skillwright/contracts/events';
import { toRecord } from '@skillwright/events';
import { listen, newId } from '@skillwright/service';
import { migrate } from '@skillwright/prisma/migrate';
import {
  freePort,
  startNetwork,
  startOwnPostgres,
  waitFor,
  type Network,
  type OwnPostgres,
} from '@skillwright/testing';
import { createTestValidationService, type TestValidationService } from '../test/validation-service.js';

/** Nothing isolates here: reports end at once, and say so. */
const sandbox = { sandbox: undefined, faults: [] };
const files = [{ path: 'a.js', content: '' }];

async function serve(service: TestValidationService) {
  const { url } = await listen(service.app, { host: '127.0.0.1', port: 0 });
  service.app.health.markStarted();
  return async (method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: (isJson ? JSON.parse(text) : { text }) as Record<string, unknown> };
  };
}
type Send = Awaited<ReturnType<typeof serve>>;

describe('over a network that breaks, the validation service', () => {
  let direct: TestValidationService;
  let service: TestValidationService;
  let network: Network;
  let send: Send;

  beforeEach(async () => {
    direct = await createTestValidationService({ sandbox });
    network = await startNetwork(direct.config.databaseUrl);
    service = await createTestValidationService({ sandbox, databaseUrl: network.url });
    await service.app.start();
    send = await serve(service);
  });
  afterEach(async () => {
    await service.dispose();
    await network.stop();
    await direct.dispose();
  });

  /** Calls back when the service sends its next COMMIT. */
  const onCommit = (act: () => void) => {
    const stop = network.onSent((bytes) => {
      if (!bytes.includes('COMMIT')) return;
      stop();
      act();
    });
  };
  const validate = (headers?: Record<string, string>) => send('POST', '/validate/code', { files }, headers);

  it('says so to callers, is not ready, shows its metrics, and comes back with it', async () => {
    const { body: report } = await validate();
    await network.close();
    const reading = await send('GET', `/validate/report?report_id=${String(report['report_id'])}`);
    for (const answer of [await validate(), reading]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'DATABASE_UNAVAILABLE' } });
    }
    expect(await send('GET', '/readyz')).toMatchObject({
      status: 503,
      body: { status: 'not_ready', parts: { postgresql: { status: 'down' } } },
    });
    expect(await send('GET', '/admin/outbox')).toMatchObject({ status: 503, body: { code: 'DATABASE_UNAVAILABLE' } });
    const metrics = await send('GET', '/metrics');
    expect(metrics.status).toBe(200);
    expect(metrics.body['text']).not.toMatch(/^validation_reports_open\{/m);

    await network.mend();
    await waitFor(async () => (await validate()).status === 201, { description: 'the database to be back' });
    expect((await send('GET', '/metrics')).body['text']).toMatch(/^validation_reports_open\{[^}]*\} 0$/m);
  });

  it('answers with the report that it queued, though the confirmation of the commit was lost', async () => {
    onCommit(() => network.hold());
    const answering = validate({ prefer: 'respond-async' });
    await waitFor(() => network.heldBytes > 0);
    network.cut();
    expect(await answering).toMatchObject({ status: 202, body: { kind: 'code', diagnostics: [], tests: [] } });
  });

  it('waits an outage out while a caller waits for a report', async () => {
    onCommit(() => network.hold());
    const answering = validate();
    await waitFor(() => network.heldBytes > 0);
    await network.close();
    expect(await direct.prisma.report.count()).toBe(1);
    await network.mend();
    expect(await answering).toMatchObject({ status: 201, body: { failure: { code: 'SANDBOX_UNAVAILABLE' } } });
  });
});

describe('without its database', () => {
  it('the validation service does not start, and says why', async () => {
    const port = await freePort();
    const databaseUrl = `postgresql://nobody@127.0.0.1:${port}/nothing`;
    const service = await createTestValidationService({ sandbox, databaseUrl });
    await expect(service.app.start()).rejects.toThrow(
      `The database of validation cannot be used: 127.0.0.1:${port}/nothing: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
    await service.dispose();
  });
});

describe('while PostgreSQL is restarted', () => {
  let postgres: OwnPostgres;
  let service: TestValidationService;

  beforeAll(async () => {
    postgres = await startOwnPostgres({ service: 'validation', migrate });
    service = await createTestValidationService({ sandbox, databaseUrl: postgres.url });
    await service.app.start();
  });
  afterAll(async () => {
    await service.dispose();
    await postgres.stop();
  });

  const project = newId();
  const generated = createEvent(
    'project.generated',
    project,
    {
      ...{ project_id: project, name: 'shop', skill_id: newId(), template_id: newId() },
      ...{ output_path: '/srv/shop', files_count: 2, revision: 4, timestamp: new Date().toISOString() },
    },
    { source: '/skillwright/generation' },
  );
  const reports = async () => {
    const { validationReports } = await service.query<{ validationReports: { nodes: object[] } }>(
      '{ validationReports(first: 10) { nodes { projectId kind status } } }',
    );
    return validationReports.nodes.length > 0 ? validationReports.nodes : undefined;
  };
  const retries = async () => {
    const text = await service.app.metrics.metrics();
    return Number(/^consumer_redeliveries_total\{.*topic="project\.generated".*\} (\d+)$/m.exec(text)?.[1] ?? 0);
  };

  it('what is generated is validated when it is up again, and never becomes a dead letter', async () => {
    await postgres.stop();
    await service.transport.publish([toRecord(generated)]);
    await waitFor(async () => (await retries()) >= 3, { description: 'attempts while PostgreSQL is down' });
    const before = await retries();
    await postgres.startSlowly(4_000);
    expect(await retries()).toBeGreaterThan(before);
    await postgres.start();
    await waitFor(reports, { timeoutMs: 50_000, description: 'the report' });
    expect(await reports()).toMatchObject([{ projectId: project, kind: 'CODE' }]);
    expect(await service.transport.admin.offsets('project.generated.DLT')).toMatchObject([{ next: 0 }]);
  });
});
