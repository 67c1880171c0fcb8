import type { EventTransport } from '@skillwright/events/log';
import type { HealthReport, PartStatus, ServiceApp } from '@skillwright/service';
import type { Apps } from './build-apps.js';

/** Adds the services and backing services of this process to the gateway's `/readyz`. */
export function watchParts({ gateway, ...services }: Apps, transport: EventTransport): void {
  const { health } = gateway.app;
  for (const { app } of Object.values(services)) {
    health.addPart(app.name, async () => summarise(await app.health.report()));
  }
  health.addPart('postgresql', () => postgresqlOf([services.skill.app, services.validation.app]));
  health.addPart('sandbox', async () => {
    const { parts } = await services.validation.app.health.report();
    return parts['sandbox'] ?? { status: 'down' };
  });
  health.addPart('kafka', async () => {
    await transport.admin.ping();
    return { status: 'up', mode: transport.mode, brokers: transport.brokers };
  });
}

function summarise({ status, parts }: HealthReport): PartStatus {
  const down = Object.entries(parts).filter(([, part]) => part.status === 'down');
  if (status === 'ready') return { status: 'up', mode: 'in process' };
  const reasons = down.map(([name, { reason }]) => (reason === undefined ? name : `${name}: ${String(reason)}`));
  return { status: 'down', mode: 'in process', reason: reasons.join('; ') || status };
}

async function postgresqlOf(owners: readonly ServiceApp[]): Promise<PartStatus> {
  const reports = await Promise.all(owners.map(({ health }) => health.report()));
  const parts = reports.flatMap(({ parts: { postgresql } }) => (postgresql ? [postgresql] : []));
  return parts.find(({ status }) => status === 'down') ?? { status: 'up' };
}
