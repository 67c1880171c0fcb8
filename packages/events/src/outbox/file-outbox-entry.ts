import { readFile, rm, utimes } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { messageOf } from '@skillwright/service';
import { writeDurableFile, makeFolder } from '@skillwright/service/files';
import { findErrorCode } from '../find-error-code.js';
import { parseEnvelope, toRecord } from '../event/cloud-event.js';
import type { Event } from '../event/event.js';
import { eventErrors } from '../errors.js';

/** Commits an event that belongs to no files, as `<folder>/<event id>.json`. Durable when it resolves. */
export async function writeOutboxEntry(folder: string, event: Event): Promise<void> {
  await makeFolder(folder);
  await writeDurableFile(entryPath(folder, event.id), toJson(event));
}

/**
 * Prepares an event that a later rename commits: a pointer to `eventFile`, the path of the event after the rename (see
 * {@link writeEventFile}). The relay skips the pointer until that file exists. Durable when it resolves.
 */
export async function writeOutboxPointer(folder: string, eventId: string, eventFile: string): Promise<void> {
  await makeFolder(folder);
  const pointer = relative(resolve(folder), resolve(eventFile));
  await writeDurableFile(entryPath(folder, eventId), `${JSON.stringify({ pointer })}\n`);
}

/** Writes the event of files that a rename will commit. Durable when it resolves. */
export async function writeEventFile(path: string, event: Event): Promise<void> {
  await writeDurableFile(path, toJson(event));
}

/** Tells the relay that the rename has happened, so that it does not wait for its next poll. */
export async function announceOutboxEntry(folder: string, eventId: string): Promise<void> {
  const now = new Date();
  // The relay may have published and moved the entry already.
  await utimes(entryPath(folder, eventId), now, now).catch((error: unknown) => {
    if (findErrorCode(error) !== 'ENOENT') throw error;
  });
}

/** Removes the pointer of a commit that will not happen. */
export async function dropOutboxEntry(folder: string, eventId: string): Promise<void> {
  await rm(entryPath(folder, eventId), { force: true });
}

/**
 * Reads the event of an entry. Undefined for a pointer whose target does not exist yet or has the event of another
 * commit. Throws OUTBOX_FAULTY if the entry is neither an event nor a pointer.
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
    // Reading a record checks the whole envelope. The data was checked when the event was created.
    return parseEnvelope(toRecord(value as Event));
  } catch (error) {
    throw eventErrors.OUTBOX_FAULTY({ path, reason: messageOf(error) }, { cause: error });
  }
}

function isPointer(entry: unknown): entry is { pointer: string } {
  return typeof entry === 'object' && entry !== null && 'pointer' in entry && typeof entry.pointer === 'string';
}
