import { join } from 'node:path';
import type { Event, Topic } from '@skillwright/contracts/events';
import { toRecord } from '@skillwright/events';
import { createTransport, type EventTransport } from '@skillwright/events/log';
import { createLogger, listen, newId, type ServiceApp } from '@skillwright/service';
import { temporaryFolder, waitFor } from '@skillwright/testing';
import { createGenerationApp } from '../src/app.js';
import { createGenerationConfig, type GenerationConfig } from '../src/config.js';
import { FakeSkillService } from './fake-skill-service.js';

const logger = createLogger({ service: 'test', level: 'silent' });

/** Returns the transport with another `read`. */
function withRead(transport: EventTransport, read: EventTransport['read']): EventTransport {
  const { mode, brokers, retentionMs, admin } = transport;
  return {
    mode,
    brokers,
    retentionMs,
    admin,
    read,
    publish: (records) => transport.publish(records),
    consume: (options) => transport.consume(options),
    close: () => transport.close(),
  };
}

/** The complete service on real files and the embedded event log, with a fake skill service. */
export class RunningGeneration {
  private app: ServiceApp | undefined;
  private transport: EventTransport | undefined;
  url = '';

  private constructor(
    readonly folder: string,
    readonly skills: FakeSkillService,
    private readonly disposeFolder: () => Promise<void>,
    private readonly changes: Partial<GenerationConfig>,
  ) {}

  /** `seed` fills the library before the service starts. */
  static async start(
    seed: (skills: FakeSkillService) => void,
    changes: Partial<GenerationConfig> = {},
  ): Promise<RunningGeneration> {
    const folder = await temporaryFolder();
    const skills = await FakeSkillService.start();
    seed(skills);
    const running = new RunningGeneration(folder.path, skills, () => folder.dispose(), changes);
    await running.startService();
    return running;
  }

  /** Starts the service again on the same files, after `stopService`. */
  async startService(): Promise<void> {
    this.transport = createTransport({ embedded: join(this.folder, 'events'), logger });
    await this.startApp(this.transport);
  }

  /**
   * Starts another replica on the same files and log, with another `read` if given. Stop it before this one, by
   * `stopService`.
   */
  async startReplica(read?: (transport: EventTransport) => EventTransport['read']): Promise<RunningGeneration> {
    const { transport } = this;
    if (!transport) throw new Error('A replica needs the log of a running service.');
    const replica = new RunningGeneration(this.folder, this.skills, () => Promise.resolve(), this.changes);
    await replica.startApp(read ? withRead(transport, read(transport)) : transport);
    return replica;
  }

  private async startApp(transport: EventTransport): Promise<void> {
    const config = { ...createGenerationConfig({ dataDir: this.folder, skillUrl: this.skills.url }), ...this.changes };
    const app = await createGenerationApp(config, { logger, transport });
    await app.start();
    app.health.markStarted();
    this.url = (await listen(app, { host: '127.0.0.1', port: 0 })).url;
    this.app = app;
  }

  async stopService(): Promise<void> {
    await this.app?.http.close();
    await this.app?.stop();
    await this.transport?.close();
  }

  async stop(): Promise<void> {
    await this.stopService();
    await this.skills.close();
    await this.disposeFolder();
  }

  async ready(): Promise<void> {
    await waitFor(async () => (await fetch(`${this.url}/readyz`)).status === 200, {
      description: 'readiness',
      timeoutMs: 45_000,
    });
  }

  async request(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(this.url + path, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async query(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const { body } = await this.request('/graphql', { query, variables });
    if (body['errors']) throw new Error(JSON.stringify(body['errors']));
    return body['data'] as Record<string, unknown>;
  }

  /** Returns all values on a topic, oldest first. */
  async eventsOn(topic: Topic): Promise<Record<string, unknown>[]> {
    const values: Record<string, unknown>[] = [];
    const [partition] = (await this.transport?.admin.offsets(topic)) ?? [];
    if (!this.transport || !partition || partition.next === partition.earliest) return values;
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    const reader = await this.transport.read({
      from: { [topic]: 'earliest' },
      onRecord: (record) => {
        values.push(JSON.parse(record.value) as Record<string, unknown>);
        if (record.offset === partition.next - 1) ended();
      },
      onError: ended,
    });
    await end;
    await reader.stop();
    return values;
  }

  async publish(...events: Event[]): Promise<void> {
    await this.transport?.publish(events.map(toRecord));
  }
}

export const unknownId = newId();
