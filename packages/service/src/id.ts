import { v7, validate, version } from 'uuid';

/** A new UUIDv7 (RFC 9562): unique, and ordered by the time it was made. */
export function newId(): string {
  return v7();
}

/** Whether `text` is a UUIDv7. */
export function isId(text: string): boolean {
  return validate(text) && version(text) === 7;
}

/** Tells the time; passed in, so that rules and tests never read it themselves. */
export type Clock = () => Date;
