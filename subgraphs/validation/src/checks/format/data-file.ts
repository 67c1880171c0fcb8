import { basename, extname } from 'node:path';
import json5 from 'json5';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { messageOf } from '../message-of.js';

const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  '.json': (text) => JSON.parse(text) as unknown,
  '.json5': (text) => json5.parse<unknown>(text),
  '.toml': parseToml,
  '.yaml': readYaml,
  '.yml': readYaml,
};

/**
 * Parses a configuration file as the data that its ending names, YAML (and so JSON) where it has none. Throws an Error
 * with one line that says what is wrong.
 */
export function parseDataFile(path: string, text: string): unknown {
  const parse = parsers[extname(basename(path))] ?? readYaml;
  try {
    return parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = messageOf(error);
    throw new Error(`It cannot be parsed: ${(message.split('\n')[0] ?? '').slice(0, 200)}`, { cause: error });
  }
}

/** Deeper YAML exhausts the stack of its parser, which may end the process. */
const maxIndentation = 200;

function readYaml(text: string): unknown {
  if (new RegExp(`^[ ?-]{${maxIndentation}}`, 'm').test(text)) throw new Error('It is nested too deep.');
  // The library would compare each key of a map with all others. The last of equal keys counts, as in JSON.
  return parseYaml(text, { maxAliasCount: 100, logLevel: 'silent', uniqueKeys: false }) as unknown;
}
