import type { Options } from 'prettier';
import { compileSection, type Matches } from './glob-rules.js';
import { maxPrintWidth, maxTabWidth } from './option-rules.js';

type Properties = ReadonlyMap<string, string>;

/** One `.editorconfig` (editorconfig.org). */
export interface EditorConfig {
  /** Whether the files above it do not count. */
  readonly isRoot: boolean;
  readonly sections: readonly { readonly matches: Matches; readonly properties: Properties }[];
}

/** Reads an `.editorconfig`. Lines that are neither section nor property are passed over, as the specification has it. */
export function parseEditorConfig(text: string): EditorConfig {
  const preamble = new Map<string, string>();
  const sections: { matches: Matches; properties: Map<string, string> }[] = [];
  let properties: Map<string, string> | undefined = preamble;
  for (const line of text.split(/\r\n?|\n/).map((raw) => raw.trim())) {
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[') && line.endsWith(']')) {
      const matches = compileSection(line.slice(1, -1));
      properties = matches && new Map();
      if (matches && properties) sections.push({ matches, properties });
      continue;
    }
    const equals = line.indexOf('=');
    if (equals <= 0) continue;
    properties?.set(
      line.slice(0, equals).trim().toLowerCase(),
      line
        .slice(equals + 1)
        .trim()
        .toLowerCase(),
    );
  }
  return { isRoot: preamble.get('root') === 'true', sections };
}

/** Prettier's options that the properties stand for; later files and sections win. */
export function toPrettierOptions(found: readonly Properties[]): Options {
  const properties = new Map(found.flatMap((each) => [...each]));
  const style = properties.get('indent_style');
  const size = toCount(properties.get('indent_size'), maxTabWidth);
  const width = toCount(properties.get('tab_width'), maxTabWidth) ?? size;
  const isTab = style === 'tab' || (style !== 'space' && properties.get('indent_size') === 'tab');
  const useTabs = isTab ? true : style === 'space' ? false : undefined;
  const tabWidth = (useTabs === false ? size : undefined) ?? width;
  const lineLength = properties.get('max_line_length');
  const printWidth = lineLength === 'off' ? Number.POSITIVE_INFINITY : toCount(lineLength, maxPrintWidth);
  const quotes = properties.get('quote_type');
  const end = properties.get('end_of_line');
  return {
    ...(useTabs === undefined ? {} : { useTabs }),
    ...(tabWidth === undefined ? {} : { tabWidth }),
    ...(printWidth === undefined ? {} : { printWidth }),
    ...(quotes === 'single' || quotes === 'double' ? { singleQuote: quotes === 'single' } : {}),
    ...(end === 'lf' || end === 'crlf' || end === 'cr' ? { endOfLine: end } : {}),
  };
}

function toCount(value: string | undefined, most: number): number | undefined {
  const count = value !== undefined && /^\d{1,7}$/.test(value) ? Number(value) : 0;
  return count > 0 && count <= most ? count : undefined;
}
