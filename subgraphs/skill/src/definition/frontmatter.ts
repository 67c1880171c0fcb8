import { quote, readYaml } from '@skillwright/rules';
import type { FieldError } from '@skillwright/service';
import { isAlias, isMap, isNode, isScalar, visit, type Document, type Node, type Pair } from 'yaml';
import { definitionLimits } from './definition-limits.js';

/** The parsed keys of a frontmatter; every scalar is a string. */
export interface Frontmatter {
  /** Undefined when the YAML could not be read; `errors` has the reason. */
  readonly values: Readonly<Record<string, unknown>> | undefined;
  /** The lines of `key` and `key.subkey` in the file, from 1. */
  readonly lines: ReadonlyMap<string, number>;
  readonly errors: readonly FieldError[];
}

/** The most levels of a frontmatter that is read, far above those of a valid one. */
const maxDepth = 16;

/**
 * Parses the YAML of a frontmatter as strictly as the format's reference validator: block style only, no anchors,
 * aliases, tags or repeated keys. `firstLine` is the line of the file on which `source` begins. Never throws.
 */
export function parseFrontmatter(source: string, place: { path: string; firstLine: number }): Frontmatter {
  const fail = (code: string, message: string, line = place.firstLine): Frontmatter => ({
    values: undefined,
    lines: new Map(),
    errors: [{ code, message, path: place.path, line }],
  });
  if (Buffer.byteLength(source) > definitionLimits.frontmatterBytes) {
    return fail('too_long', `The frontmatter may have at most ${definitionLimits.frontmatterBytes} bytes.`);
  }
  const { document, faults, ...read } = readYaml(source, { schema: 'failsafe', depth: maxDepth });
  const lineOf = (offset: number) => read.lineOf(offset) - 1 + place.firstLine;
  const errors = [
    ...faults.map(({ message, line }) => ({ message: sentence(message), line: line - 1 + place.firstLine })),
    ...(faults.length > 0 ? [] : findForbiddenStyle(document, lineOf)),
  ].map((fault) => ({ code: 'yaml', path: place.path, ...fault }));
  if (errors.length > 0) return { values: undefined, lines: new Map(), errors: errors.slice(0, 20) };
  if (!isMap(document.contents)) return fail('yaml', 'The frontmatter must be a YAML map of keys and values.');
  return readMap(document.contents.items as Pair[], { path: place.path, lineOf });
}

function readMap(pairs: readonly Pair[], at: { path: string; lineOf(offset: number): number }): Frontmatter {
  const values: [string, unknown][] = [];
  const lines = new Map<string, number>();
  const errors: FieldError[] = [];
  const read = (pair: Pair, prefix: string): [string, unknown] | undefined => {
    const line = at.lineOf(startOf(pair.key));
    if (!isScalar(pair.key)) {
      errors.push({ code: 'yaml', message: 'Keys must be plain words.', path: at.path, line });
      return undefined;
    }
    lines.set(prefix + String(pair.key.value), line);
    return [String(pair.key.value), toPlain(pair.value)];
  };
  for (const pair of pairs) {
    const entry = read(pair, '');
    if (entry === undefined) continue;
    if (!isMap(pair.value)) {
      values.push(entry);
      continue;
    }
    const inner = (pair.value.items as Pair[]).map((item) => read(item, `${entry[0]}.`));
    values.push([entry[0], Object.fromEntries(inner.filter((item) => item !== undefined))]);
  }
  return { values: Object.fromEntries(values), lines, errors };
}

/** Returns the string of a scalar, or an empty list for a nested node, which every rule refuses as a string. */
const toPlain = (node: unknown): unknown => (isScalar(node) ? String(node.value ?? '') : node === null ? '' : []);

function findForbiddenStyle(document: Document, lineOf: (offset: number) => number) {
  const faults: { message: string; line: number }[] = [];
  visit(document, {
    Node(_key, node) {
      const line = lineOf(startOf(node));
      if (isAlias(node)) {
        faults.push({ message: `The alias *${node.source} is not allowed here.`, line });
      }
      if ('anchor' in node && node.anchor) {
        faults.push({ message: `The anchor &${node.anchor} is not allowed here.`, line });
      }
      if (node.tag) faults.push({ message: `The tag ${quote(node.tag)} is not allowed here.`, line });
      if ('flow' in node && node.flow === true) {
        faults.push({
          message: 'Flow style ({...} or [...]) is not allowed here; put each entry on its own line.',
          line,
        });
      }
    },
  });
  return faults;
}

const startOf = (node: unknown): number => (isNode(node) ? ((node as Node).range?.[0] ?? 0) : 0);

const sentence = (message: string): string => `The frontmatter is not YAML that can be read: ${message}`;
