import {
  Composer,
  Lexer,
  LineCounter,
  Parser,
  isScalar,
  visit,
  type Document,
  type ParseOptions,
  type DocumentOptions,
  type SchemaOptions,
  type YAMLError,
} from 'yaml';

export interface YamlOptions extends Pick<
  ParseOptions & DocumentOptions & SchemaOptions,
  'schema' | 'stringKeys' | 'version'
> {
  /** The most levels of collections around one another. */
  readonly depth: number;
}

export interface YamlFault {
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** A text that was read as YAML. `document` must not be used if there are faults. */
export interface ReadYaml {
  readonly document: Document;
  readonly lineOf: (offset: number) => number;
  readonly faults: readonly YamlFault[];
  /** What is read in a way that its author may not expect, such as an unknown tag. */
  readonly warnings: readonly YamlFault[];
}

const maxFaults = 100;

/**
 * Reads one YAML document in a time that grows with the length of the text. The library compares each key of a map with
 * all others, and recurses: both are done here, over the tokens and once per key. Returns about 100 faults at most. Never throws.
 */
export function readYaml(text: string, { depth, ...options }: YamlOptions): ReadYaml {
  const lineCounter = new LineCounter();
  const lineOf = (offset: number) => lineCounter.linePos(offset).line;
  const tokens = readTokens(text, lineCounter, depth);
  const composed = { ...options, uniqueKeys: false, keepSourceTokens: false };
  const composer = new Composer(composed);
  const [document, second] = Array.isArray(tokens) ? take(composer.compose(tokens, true, text.length), 2) : [];
  if (!document || !Array.isArray(tokens)) {
    const [nothing] = new Composer(composed).compose([], true, 0);
    return { document: nothing as Document, lineOf, faults: Array.isArray(tokens) ? [] : [tokens], warnings: [] };
  }
  const toFault = ({ message, pos }: YAMLError): YamlFault => ({ message, line: lineOf(pos[0]) });
  const faults = document.errors.slice(0, maxFaults).map(toFault);
  if (second) faults.push({ message: 'There must be one document', line: lineOf(second.range?.[0] ?? 0) });
  if (faults.length === 0) faults.push(...findRepeatedKeys(document, lineOf));
  return { document, lineOf, faults, warnings: document.warnings.slice(0, maxFaults).map(toFault) };
}

function readTokens(text: string, lineCounter: LineCounter, depth: number) {
  lineCounter.addNewLine(0);
  const parser = new Parser(lineCounter.addNewLine);
  const tokens = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    offset += lexeme.length;
    if (parser.stack.length > depth + levelsOfParser) {
      const line = lineCounter.linePos(Math.min(offset, text.length)).line;
      return { message: `Nested deeper than ${depth} levels`, line };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The document and the innermost scalar are levels of the parser. */
const levelsOfParser = 2;

function findRepeatedKeys(document: Document, lineOf: (offset: number) => number): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          faults.push({ message: 'Map keys must be unique', line: lineOf(key.range?.[0] ?? 0) });
        }
        seen.add(key.value);
      }
      return faults.length < maxFaults ? undefined : visit.BREAK;
    },
  });
  return faults;
}

function take<Item>(items: Iterable<Item>, count: number): Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}
