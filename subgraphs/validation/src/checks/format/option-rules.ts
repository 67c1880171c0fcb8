import type { Options, SupportOption } from 'prettier';

/** The options that a project may set. `plugins`, `parser` and those about pragmas are not among them. */
const allowed: readonly string[] = [
  ...['printWidth', 'tabWidth', 'useTabs', 'semi', 'singleQuote', 'quoteProps', 'jsxSingleQuote', 'trailingComma'],
  ...['bracketSpacing', 'objectWrap', 'bracketSameLine', 'arrowParens', 'proseWrap', 'htmlWhitespaceSensitivity'],
  ...['vueIndentScriptAndStyle', 'endOfLine', 'embeddedLanguageFormatting', 'singleAttributePerLine'],
  ...['experimentalTernaries', 'experimentalOperatorPosition'],
];

/** Each level of indentation is this many characters: more would only fill the memory. */
export const maxTabWidth = 64;
export const maxPrintWidth = 1_000_000;

export interface ReadOptions {
  readonly options: Options;
  /** A sentence for each value of the wrong type. */
  readonly faults: readonly string[];
}

/** Keeps the options that a project may set, with values of the type that Prettier describes for them. */
export function readOptions(given: object, described: ReadonlyMap<string, SupportOption>): ReadOptions {
  const options: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const name of allowed) {
    const value = Object.hasOwn(given, name) ? (given as Record<string, unknown>)[name] : undefined;
    const option = described.get(name);
    if (value === undefined || !option) continue;
    const wanted = findMisfit(value, option);
    if (wanted === undefined) options[name] = value;
    else faults.push(`${name} has to be ${wanted}.`);
  }
  return { options, faults };
}

/** Describes the values that the option takes; `undefined` when `value` is one of them. */
function findMisfit(value: unknown, option: SupportOption): string | undefined {
  if (option.type === 'boolean') return typeof value === 'boolean' ? undefined : 'true or false';
  if (option.type === 'int') {
    const most = option.name === 'tabWidth' ? maxTabWidth : maxPrintWidth;
    const isFit = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
    return isFit ? undefined : `a whole number from 0 to ${most}`;
  }
  const choices = option.type === 'choice' ? option.choices.map((choice) => choice.value as unknown) : [];
  return choices.includes(value) ? undefined : `one of ${choices.join(', ')}`;
}
