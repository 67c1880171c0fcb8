export type Escape = (value: string) => string;

const plain: Escape = (value) => value;
const json: Escape = (value) => JSON.stringify(value).slice(1, -1);

/** The escape of values by the type of the output file: in JSON for a JSON string, elsewhere none. */
export function escapeFor(path: string): Escape {
  return path.toLowerCase().endsWith('.json') ? json : plain;
}
