import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { findLiving } from './processes.js';

/** The process that has a lock. */
export interface Holder {
  readonly pid: number;
  /**
   * The machine or container of the process, if that is another one: `pid` is a number there and means nothing here.
   */
  readonly elsewhere?: string;
}

/** The identity of a process, as its claim states it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string | null;
  /** A pid means one process within one scope: a pid namespace during one boot of a machine. */
  readonly scope: string;
  readonly host: string;
}

/** Describes a holder for messages: `process 7`, with its place if that is another machine or container. */
export function describeHolder({ pid, elsewhere }: Holder): string {
  return `process ${pid}${elsewhere === undefined ? '' : ` in another container or on another machine (${elsewhere})`}`;
}

/** Returns the identity that this process writes to its claims. */
export function identifyThisProcess(): ProcessIdentity {
  const { pid } = process;
  return { pid, startedAt: findLiving(pid)?.startedAt ?? null, scope: scopeOfThisProcess(), host: hostname() };
}

/**
 * Parses the content of a claim. Returns undefined for anything else, such as the empty file that a power failure
 * leaves.
 */
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

/** Whether the process lives; undefined if it cannot be seen from this one. */
export function findLife({ pid, startedAt, scope }: ProcessIdentity): boolean | undefined {
  if (scope !== scopeOfThisProcess()) return undefined;
  const living = findLiving(pid);
  if (!living) return false;
  return startedAt === null || living.startedAt === null || living.startedAt === startedAt;
}

/** Returns the holder that an identity stands for, as seen from this process. */
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
