import { mkdir, readFile, rm, utimes } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { findErrorCode, messageOf } from '../error-facts.js';
import { parseEnvelope, toRecord } from '../event/cloud-event.js';
import type { Event } from '../event/event.js';
import { eventErrors } from '../errors.js';
import { writeDurableFile } from '../files/durable-file.js';

/**
 * Commits an event by itself: `<folder>/<event id>.json`, durable when this resolves. For an event that belongs to
 * files, use {@link writeOutboxPointer}.
 */
export async function writeOutboxEntry(folder: string, event: Event): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeDurableFile(entryPath(folder, event.id), toJson(event));
}

/**
 * Prepares an event that a later rename commits: an entry that names `eventFile`, the place of the event once the
 * rename has happened (see {@link writeEventFile}). Until then the relay passes it over. Durable when this resolves.
 */
export async function writeOutboxPointer(folder: string, eventId: string, eventFile: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pointer = relative(resolve(folder), resolve(eventFile));
  await writeDurableFile(entryPath(folder, eventId), `${JSON.stringify({ pointer })}\n`);
}

/** Writes an event among files that are being staged, durable when this resolves. */
export async function writeEventFile(path: string, event: Event): Promise<void> {
  await writeDurableFile(path, toJson(event));
}

/** Tells the relay that the rename has happened, so that it need not find out by a poll. */
export async function announceOutboxEntry(folder: string, eventId: string): Promise<void> {
  const now = new Date();
  // The relay may have found it, published it and moved it away already.
  await utimes(entryPath(folder, eventId), now, now).catch((error: unknown) => {
    if (findErrorCode(error) !== 'ENOENT') throw error;
  });
}

/** Takes back a pointer whose commit was given up. */
export async function dropOutboxEntry(folder: string, eventId: string): Promise<void> {
  await rm(entryPath(folder, eventId), { force: true });
}

/**
 * The event of an entry; undefined for a pointer whose target is not there (yet), or is the event of another writer, who was
 * faster. Throws OUTBOX_FAULTY for what is neither.
 */
export async function findEvent(folder: string, name: string): Promise<Event | undefined> {
  const path = join(folder, name);
  const entry = await readJson(path);
  if (!isPointer(entry)) return toEvent(path, entry);
  const target = resolve(folder, entry.pointer);
  try {
    const event = toEvent(target, await readJson(target));
    return `${event.id}.json` === name ? event : undefined;
  } catch (error) {
    if (findErrorCode(error) !== 'ENOENT') throw error;
    return undefined;
  }
}

function entryPath(folder: string, eventId: string): string {
  return join(folder, `${eventId}.json`);
}

function toJson(event: Event): string {
  return `${JSON.stringify(event)}\n`;
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw eventErrors.OUTBOX_FAULTY({ path, reason: 'it is not JSON.' }, { cause: error });
  }
}

function toEvent(path: string, value: unknown): Event {
  try {
    // A record is the one form whose reading checks the whole envelope; the data was checked when the event was made.
    return parseEnvelope(toRecord(value as Event));
  } catch (error) {
    throw eventErrors.OUTBOX_FAULTY({ path, reason: messageOf(error) }, { cause: error });
  }
}

function isPointer(entry: unknown): entry is { pointer: string } {
  return typeof entry === 'object' && entry !== null && 'pointer' in entry && typeof entry.pointer === 'string';
}
