import mustache from 'mustache';
import { positionAt, type Position } from './position.js';
import { TemplateFaultError } from './template-fault.js';

/** A token of mustache.js: `[type, value, start, end]`, for a section also its tokens and the offset of its end. */
export type Token = readonly [
  type: string,
  value: string,
  start: number,
  end: number,
  tokens?: Token[],
  close?: number,
];

/** A parsed text of a template; `positionOf` gives the place of a token. */
export interface ParsedText {
  /** The path of the file in the template's folder. */
  readonly path: string;
  readonly tokens: readonly Token[];
  positionOf(token: Token): Position;
}

export type Delimiters = readonly [string, string];

/** Parses one text. Throws {@link TemplateFaultError} with the place of a syntax fault. */
export function parseTags(text: string, path: string, delimiters: Delimiters): ParsedText {
  const writer = new mustache.Writer();
  try {
    const tokens = writer.parse(text, [...delimiters]) as Token[];
    return { path, tokens, positionOf: (token) => positionAt(text, token[2]) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { message, offset } = explain(error.message, text, delimiters);
    throw new TemplateFaultError({ code: 'tag_syntax', message, path, ...positionAt(text, offset) });
  }
}

/**
 * Explains a message of mustache.js. It reports an open tag at the end of the text; an author needs the opening tag's
 * place.
 */
function explain(message: string, text: string, [open, close]: Delimiters): { message: string; offset: number } {
  const [, kind, name = '', at = '0'] =
    /^(Unclosed tag|Unopened section|Unclosed section)(?: "([^]*)")? at (\d+)$/.exec(message) ?? [];
  const offset = Number(at);
  switch (kind) {
    case 'Unclosed tag':
      return { message: 'this tag is not closed', offset: findUnclosed(text, open, close) };
    case 'Unopened section':
      return { message: `this closes the section \`${name}\`, which is not open`, offset };
    case 'Unclosed section':
      return offset < text.length
        ? { message: `this closes another section: \`${name}\` is open here`, offset }
        : { message: `the section \`${name}\` is not closed`, offset: findOpening(text, name, open) };
    default:
      return { message, offset: 0 };
  }
}

/**
 * Finds the first opening after the last closing delimiter, or the last opening when a triple tag is closed as a plain
 * one.
 */
function findUnclosed(text: string, open: string, close: string): number {
  const afterLastClose = text.indexOf(open, text.lastIndexOf(close) + close.length);
  if (afterLastClose !== -1) return afterLastClose;
  const last = text.lastIndexOf(open);
  return text.startsWith(open, last - 1) ? last - 1 : last;
}

function findOpening(text: string, name: string, open: string): number {
  for (let at = text.lastIndexOf(open); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(open, at - 1)) {
    const tag = text.slice(at + open.length).trimStart();
    if (/^[#^]/.test(tag) && tag.slice(1).trimStart().startsWith(name)) return at;
  }
  return 0;
}
