import { quote } from '../text/quote.js';
import { isDeviceName } from './device-names.js';

export interface NameFault {
  readonly code: 'name_form' | 'name_reserved';
  /** The broken rule as a predicate: `must be ...`. */
  readonly rule: string;
  /** The rule as a sentence that names the name. */
  readonly message: string;
}

const maxCharacters = 64;
const form = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The rule that a name of a skill, template, project, feature or example breaks; undefined for a sound name. */
export function findNameFault(name: string): NameFault | undefined {
  if (name.length > maxCharacters || !form.test(name)) {
    return toFault('name_form', name, `must be 1-${maxCharacters} of a-z, 0-9 and single hyphens`);
  }
  if (isDeviceName(name)) return toFault('name_reserved', name, 'must not be a name that Windows keeps for a device');
  return undefined;
}

function toFault(code: NameFault['code'], name: string, rule: string): NameFault {
  return { code, rule, message: `The name ${quote(name)} ${rule}.` };
}
