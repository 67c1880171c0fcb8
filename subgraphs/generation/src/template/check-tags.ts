import { splitCaseForm } from './case-forms.js';
import type { ParsedText, Token } from './parse-tags.js';
import type { Shape } from './shape.js';
import type { TemplateFault, TemplateFaultCode } from './template-fault.js';

/** The names that a tag can use: the names of this level and its list item, then the names of the outer levels. */
interface Scope {
  readonly shape: Shape;
  readonly inList: boolean;
  readonly parent?: Scope;
}

const text: Shape = { kind: 'text' };
const maxNesting = 32;
/** The check of a text ends after so many faults. Finding the place of each reads the text. */
const maxFaults = 100;

/**
 * Checks all tags of a text against the shape of the parameters, without rendering, and returns their faults, at
 * most 100.
 * `sections` allows sections, which files can have and paths cannot.
 */
export function checkTags(parsed: ParsedText, root: Shape, { sections }: { sections: boolean }): TemplateFault[] {
  const faults: TemplateFault[] = [];
  walk(parsed.tokens, { shape: root, inList: false }, 1);
  return faults;

  function walk(tokens: readonly Token[], scope: Scope, depth: number): void {
    for (const token of tokens) {
      if (faults.length >= maxFaults) return;
      const [type, name, , , inner = []] = token;
      if (type === 'text' || type === '!') continue;
      if (type === 'name' || type === '&') checkValue(token, name, scope);
      else if (!sections || (type !== '#' && type !== '^')) report(token, 'tag_unsupported', unsupported(type));
      else if (depth > maxNesting)
        report(token, 'tag_unsupported', `sections are nested deeper than ${maxNesting} levels`);
      else {
        const section = checkSection(token, name, scope);
        walk(inner, type === '#' ? section : scope, depth + 1);
      }
    }
  }

  function checkValue(token: Token, name: string, scope: Scope): void {
    const found = find(scope, name);
    if (!found) unknown(token, name, scope);
    else if (found.kind === 'list')
      report(token, 'tag_not_text', `\`${name}\` is a list: write a section, \`#${name}\` to \`/${name}\``);
    else if (found.kind === 'object')
      report(token, 'tag_not_text', `\`${name}\` has fields: name one, as in \`${name}.field\``);
  }

  function checkSection(token: Token, name: string, scope: Scope): Scope {
    const found = find(scope, name);
    if (!found) unknown(token, name, scope);
    if (!found || found.kind === 'boolean') return scope;
    return found.kind === 'list'
      ? { shape: found.items, inList: true, parent: scope }
      : { shape: found, inList: false, parent: scope };
  }

  function unknown(token: Token, name: string, scope: Scope): void {
    const known = namesIn(scope);
    const message =
      name === ''
        ? 'this tag is empty'
        : `\`${name}\` is not known here; known are ${known.map((one) => `\`${one}\``).join(', ')}`;
    report(token, 'tag_unknown_name', message);
  }

  function report(token: Token, code: TemplateFaultCode, message: string): void {
    faults.push({ code, message, path: parsed.path, ...parsed.positionOf(token) });
  }
}

/**
 * Finds the shape of a name, undefined when it is unknown. The rest of a dotted name is looked up in the shape of its
 * first part.
 */
function find(scope: Scope, name: string): Shape | undefined {
  if (name === '.') return scope.parent ? scope.shape : undefined;
  const [first = '', ...rest] = name.split('.');
  return rest.reduce<Shape | undefined>((shape, part) => shape && findIn(shape, part), findOutwards(scope, first));
}

function findOutwards(scope: Scope | undefined, name: string): Shape | undefined {
  for (let at = scope; at; at = at.parent) {
    const found = (at.inList ? findPlace(name) : undefined) ?? findIn(at.shape, name);
    if (found) return found;
  }
  return undefined;
}

function findPlace(name: string): Shape | undefined {
  if (name === '-first' || name === '-last') return { kind: 'boolean' };
  return name === '-index' ? { kind: 'number' } : undefined;
}

function findIn(shape: Shape, name: string): Shape | undefined {
  if (name === '' || shape.kind === 'text' || shape.kind === 'number' || shape.kind === 'boolean') return undefined;
  if (shape.kind === 'any') return shape;
  if (shape.kind === 'list') return undefined;
  const declared = shape.properties.get(name);
  if (declared) return declared;
  const isForm = splitCaseForm(name).some(({ base }) => {
    const kind = shape.properties.get(base)?.kind;
    return kind === 'text' || kind === 'any';
  });
  if (isForm) return text;
  return shape.open ? { kind: 'any' } : undefined;
}

function namesIn(scope: Scope): string[] {
  const names: string[] = [];
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at.inList) names.push('-first', '-last', '-index');
    if (at.shape.kind === 'object') names.push(...at.shape.properties.keys());
  }
  return [...new Set(names)].slice(0, 20);
}

function unsupported(type: string): string {
  if (type === '>') return 'partials are not supported';
  if (type === '=') return 'delimiters are set in template.yaml, not inside a file';
  return 'sections are not supported in paths';
}
