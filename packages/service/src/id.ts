import { v7, validate, version } from 'uuid';

/** Returns a new UUIDv7 (RFC 9562). Such ids are ordered by the time of their creation. */
export function newId(): string {
  return v7();
}

/** Whether `text` is a UUIDv7. */
export function isId(text: string): boolean {
  return validate(text) && version(text) === 7;
}

/** Returns the current time. It is passed in, so that rules and tests never read the system's clock. */
export type Clock = () => Date;
