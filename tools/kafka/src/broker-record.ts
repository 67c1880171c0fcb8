import { renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokerPorts } from './server-properties.js';

/** The pid and ports of the broker of a data folder. `pid` is null after the broker was stopped in order. */
export interface BrokerRecord {
  readonly pid: number | null;
  readonly ports: BrokerPorts;
}

/** Reads the record of a data folder. Returns undefined when it is missing or invalid. */
export async function findBrokerRecord(dataDir: string): Promise<BrokerRecord | undefined> {
  try {
    const record: unknown = JSON.parse(await readFile(pathIn(dataDir), 'utf8'));
    return isBrokerRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the record of a data folder. Synchronous, so that a started broker is recorded before anything else runs. */
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
