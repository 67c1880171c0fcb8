import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { findLiving } from './processes.js';

/** The process that has a lock. */
export interface Holder {
  readonly pid: number;
  /** The machine or container, where `pid` is a number of that and means nothing here. */
  readonly elsewhere?: string;
}

/** A process as it names itself in its claim. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string | null;
  /** Within one scope a pid means one process: a pid namespace between two boots of a machine. */
  readonly scope: string;
  readonly host: string;
}

/** For messages: `process 7`, with the place where it is not this one. */
export function describeHolder({ pid, elsewhere }: Holder): string {
  return `process ${pid}${elsewhere === undefined ? '' : ` in another container or on another machine (${elsewhere})`}`;
}

export function identifyThisProcess(): ProcessIdentity {
  const { pid } = process;
  return { pid, startedAt: findLiving(pid)?.startedAt ?? null, scope: scopeOfThisProcess(), host: hostname() };
}

/** Reads what a claim says; undefined for anything else, such as the empty file that a power cut leaves. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof ProcessIdentity, unknown>> | null;
    const { pid, startedAt = null, scope, host } = value ?? {};
    if (typeof pid !== 'number' || typeof scope !== 'string' || typeof host !== 'string') return undefined;
    return { pid, scope, host, startedAt: typeof startedAt === 'string' ? startedAt : null };
  } catch {
    return undefined;
  }
}

/** Whether the process lives; undefined where it cannot be seen from here. */
export function findLife({ pid, startedAt, scope }: ProcessIdentity): boolean | undefined {
  if (scope !== scopeOfThisProcess()) return undefined;
  const living = findLiving(pid);
  if (!living) return false;
  return startedAt === null || living.startedAt === null || living.startedAt === startedAt;
}

/** The process as others name it who read its claim. */
export function toHolder(identity: ProcessIdentity | undefined): Holder {
  if (!identity) return { pid: 0, elsewhere: 'unknown' };
  const { pid, scope, host } = identity;
  return scope === scopeOfThisProcess() ? { pid } : { pid, elsewhere: host };
}

let scope: string | undefined;

function scopeOfThisProcess(): string {
  return (scope ??= readScope());
}

function readScope(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
