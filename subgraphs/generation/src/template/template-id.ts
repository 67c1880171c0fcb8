import { createHash } from 'node:crypto';
import { parse, stringify } from 'uuid';

/**
 * Returns a template's id: a UUIDv7 with the time of its skill's id and bits of the SHA-256 of skill id and template
 * name. All versions of the skill have the same id.
 */
export function templateIdOf(skillId: string, templateName: string): string {
  const bytes = Uint8Array.from(parse(skillId).subarray(0, 16));
  const hash = createHash('sha256').update(`${skillId.toLowerCase()}\0${templateName}`).digest();
  bytes.set(hash.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return stringify(bytes);
}
