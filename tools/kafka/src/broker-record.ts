import { renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokerPorts } from './server-properties.js';

/** What a data folder remembers of its broker. `pid` is null once it was stopped in order. */
export interface BrokerRecord {
  readonly pid: number | null;
  readonly ports: BrokerPorts;
}

/** The record of a data folder; undefined where there is none that can be read. */
export async function findBrokerRecord(dataDir: string): Promise<BrokerRecord | undefined> {
  try {
    const record: unknown = JSON.parse(await readFile(pathIn(dataDir), 'utf8'));
    return isBrokerRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Synchronous, so that no await stands between starting a broker and remembering it. */
export function writeBrokerRecord(dataDir: string, record: BrokerRecord): void {
  writeFileSync(`${pathIn(dataDir)}.new`, `${JSON.stringify(record)}\n`);
  renameSync(`${pathIn(dataDir)}.new`, pathIn(dataDir));
}

function pathIn(dataDir: string): string {
  return join(dataDir, 'broker.json');
}

function isBrokerRecord(value: unknown): value is BrokerRecord {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('ports' in value)) return false;
  const { pid, ports } = value;
  if (typeof ports !== 'object' || ports === null || !('broker' in ports) || !('controller' in ports)) return false;
  return (pid === null || isPositive(pid)) && isPositive(ports.broker) && isPositive(ports.controller);
}

function isPositive(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}
