import { isRecord, quote } from '@skillwright/rules';
import { maxFaults, type FieldError } from '@skillwright/service';
import type { ObjectShape, ScalarShape, Shape } from './shape.js';

/** The number of characters of an unknown field name in the path of its fault. */
const nameCharacters = 100;

export interface FindFaultsOptions {
  /** Whether unknown fields are accepted. Default: false. */
  readonly allowUnknown?: boolean;
}

/**
 * Checks a REST value by its shape. Returns the faults in the order of the value, each with its place
 * (`files[2].path`). The search ends at 100 faults.
 */
export function findFaults(shape: Shape, value: unknown, options: FindFaultsOptions = {}): FieldError[] {
  const search = new FaultSearch(options.allowUnknown ?? false);
  search.check(shape, value, '');
  return search.faults;
}

class FaultSearch {
  readonly faults: FieldError[] = [];

  constructor(private readonly allowUnknown: boolean) {}

  check(shape: Shape, value: unknown, path: string): void {
    if (this.faults.length >= maxFaults) return;
    if (value === null) {
      if (!shape.nullable) this.#add('invalid_type', 'This must not be null.', path);
    } else if (shape.kind === 'list') this.#checkList(shape.item, value, path);
    else if (shape.kind === 'object') this.#checkObject(shape, value, path);
    else if (shape.kind === 'enum') {
      if (!shape.values.includes(value as string))
        this.#add('invalid_value', `This must be ${listOf(shape.values)}.`, path);
    } else if (shape.kind === 'page-cursor') {
      if (typeof value !== 'string') this.#add('invalid_type', 'This must be a string.', path);
    } else if (shape.kind !== 'json') this.#checkScalar(shape, value, path);
  }

  #checkList(item: Shape, value: unknown, path: string): void {
    if (!Array.isArray(value)) return this.#add('invalid_type', 'This must be a list.', path);
    for (let index = 0; index < value.length && this.faults.length < maxFaults; index += 1) {
      this.check(item, value[index], `${path}[${index}]`);
    }
  }

  #checkObject({ fields }: ObjectShape, value: unknown, path: string): void {
    if (!isRecord(value)) return this.#add('invalid_type', 'This must be an object.', path);
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const { name, shape, required } of fields) {
      if (value[name] !== undefined) this.check(shape, value[name], at(name));
      else if (required) this.#add('required', 'This is required.', at(name));
    }
    if (this.allowUnknown) return;
    const known = new Set(fields.map(({ name }) => name));
    for (const key of Object.keys(value)) {
      if (this.faults.length >= maxFaults) return;
      if (known.has(key)) continue;
      this.#add('unknown_field', `There is no field ${quote(key)} here.`, at(key.slice(0, nameCharacters)));
    }
  }

  #checkScalar({ kind, minimum, maximum, minLength = 0 }: ScalarShape, value: unknown, path: string): void {
    if (kind === 'integer' ? !Number.isInteger(value) : typeof value !== kind) {
      return this.#add('invalid_type', `This must be ${names[kind]}.`, path);
    }
    if (typeof value === 'string' && value.length < minLength) this.#add('too_small', 'This must not be empty.', path);
    if (typeof value !== 'number') return;
    if (!Number.isFinite(value)) this.#add('invalid_type', `This must be ${names[kind]}.`, path);
    else if (minimum !== undefined && value < minimum) this.#add('too_small', `This must be ${minimum} or more.`, path);
    else if (maximum !== undefined && value > maximum) this.#add('too_big', `This must be ${maximum} or less.`, path);
  }

  #add(code: string, message: string, path: string): void {
    if (this.faults.length < maxFaults) this.faults.push({ code, message, path });
  }
}

const names = { string: 'a string', integer: 'a whole number', number: 'a number', boolean: 'true or false' } as const;

function listOf(values: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(values.map((value) => JSON.stringify(value)));
}
