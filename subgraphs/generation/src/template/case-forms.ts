import { camelCase, capitalCase, constantCase, kebabCase, pascalCase, snakeCase } from 'change-case';
import pluralize from 'pluralize';

/** Matches texts of words: `order`, `orderItem`, `order-item`, `Order Item`. */
const identifier = /^[A-Za-z][A-Za-z0-9]*([ _-][A-Za-z0-9]+)*$/;
const lastWord = /[A-Z]?[a-z]+$|[A-Z]+$/;

/** The case forms by their suffixes, as in `{{namePluralKebab}}`. */
const forms = {
  Pascal: pascalCase,
  Camel: camelCase,
  Kebab: kebabCase,
  Snake: snakeCase,
  Constant: constantCase,
  Title: capitalCase,
  Plural: toPlural,
  PluralPascal: (text: string) => pascalCase(toPlural(text)),
  PluralCamel: (text: string) => camelCase(toPlural(text)),
  PluralKebab: (text: string) => kebabCase(toPlural(text)),
} as const;

export type CaseForm = keyof typeof forms;

const suffixes = (Object.keys(forms) as CaseForm[]).sort((a, b) => a.length - b.length);

export function isIdentifier(text: string): boolean {
  return text.length <= 256 && identifier.test(text);
}

/** Returns the text in this form. `text` must be an identifier. */
export function toCaseForm(text: string, form: CaseForm): string {
  return forms[form](text);
}

/** A cache of case forms: a template uses the same few many times. */
export class CaseFormMemo {
  private readonly made = new Map<string, string>();

  get(text: string, form: CaseForm): string {
    const key = `${form} ${text}`;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const made = toCaseForm(text, form);
    this.made.set(key, made);
    return made;
  }
}

/**
 * Splits a name into a base and a suffix in all possible ways, shortest suffix first: `namePluralKebab` is `namePlural`
 * + Kebab or `name` + PluralKebab.
 */
export function splitCaseForm(name: string): { base: string; form: CaseForm }[] {
  return suffixes
    .filter((suffix) => name.length > suffix.length && name.endsWith(suffix))
    .map((form) => ({ base: name.slice(0, -form.length), form }));
}

/** Changes only the last word, so that irregular nouns are found: `sales-person` becomes `sales-people`. */
function toPlural(text: string): string {
  return text.replace(lastWord, (word) => pluralize(word));
}
