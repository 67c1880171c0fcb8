import type { z } from 'zod';

/**
 * Parses one line of a sandbox's output: JSON of the given shape, and nothing more. Throws an Error whose message
 * describes the line in a few words that can follow "it wrote".
 */
export function parseMessage<Schema extends z.ZodType>(schema: Schema, line: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error('a line that is not JSON', { cause: error });
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const at = issue?.path.map(String).join('.').slice(0, 100);
  throw new Error(`a message that is not one of ours${at ? ` (${at})` : ''}`, { cause: error });
}
