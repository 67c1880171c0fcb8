export type Escape = (value: string) => string;

const plain: Escape = (value) => value;
const json: Escape = (value) => JSON.stringify(value).slice(1, -1);

/** Returns the escaping of values for an output file: as in a JSON string for a JSON file, else none. */
export function escapeFor(path: string): Escape {
  return path.toLowerCase().endsWith('.json') ? json : plain;
}
