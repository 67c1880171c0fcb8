import type { EventTransport } from '@skillwright/events';
import type { Health, PartStatus } from '@skillwright/service';
import type { Apps } from '../build-apps.js';

/** Shows the engines under the services on the gateway's `/readyz`, each as a part of its own. */
export function watchEngines({ gateway, skill, validation }: Apps, transport: EventTransport): void {
  const owners = [skill, validation].map(({ app }) => app.health);
  gateway.app.health.addPart('postgresql', () => worstPostgresql(owners));
  gateway.app.health.addPart('kafka', async () => {
    await transport.admin.ping();
    return { status: 'up', mode: transport.mode, brokers: transport.brokers };
  });
}

async function worstPostgresql(owners: readonly Health[]): Promise<PartStatus> {
  const reports = await Promise.all(owners.map((health) => health.report()));
  const parts = reports.flatMap(({ parts: { postgresql } }) => (postgresql ? [postgresql] : []));
  return parts.find(({ status }) => status === 'down') ?? { status: 'up' };
}
