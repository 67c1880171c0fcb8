export type Escape = (value: string) => string;

const plain: Escape = (value) => value;
const json: Escape = (value) => JSON.stringify(value).slice(1, -1);

/** How `{{x}}` is written by the type of the output file: inside JSON as part of a JSON string, elsewhere as it is. */
export function escapeFor(path: string): Escape {
  return path.toLowerCase().endsWith('.json') ? json : plain;
}
