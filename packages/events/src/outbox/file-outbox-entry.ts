import type { Event } from '../event/event.js';

/** Commits an event by itself: `<folder>/<event id>.json`, durable when this resolves. */
export declare function writeOutboxEntry(folder: string, event: Event): Promise<void>;

/**
 * Prepares an event that a later rename commits: an entry that names `eventFile`, where the event will stand once
 * the rename has happened (see {@link writeEventFile}). Until then the relay passes it over.
 */
export declare function writeOutboxPointer(folder: string, eventId: string, eventFile: string): Promise<void>;

/** Writes an event into a revision that is being staged, durable when this resolves. */
export declare function writeEventFile(path: string, event: Event): Promise<void>;

/** Tells the relay that the rename has happened, so that it needs no poll to see it. */
export declare function announceOutboxEntry(folder: string, eventId: string): Promise<void>;

/** Takes back a pointer whose commit was given up. */
export declare function dropOutboxEntry(folder: string, eventId: string): Promise<void>;
