import { maxFaults, type ServiceError } from '@skillwright/service';
import { GraphQLError, isListType, isNonNullType, type GraphQLOutputType } from 'graphql';

/** The fields of an object that were refused, there and below. It is merged from all selections of the object. */
export interface Mask {
  /** By the response key that was asked for instead. */
  readonly refused: ReadonlyMap<string, RefusedField>;
  /** By response key. */
  readonly children: ReadonlyMap<string, { readonly type: GraphQLOutputType; readonly mask: Mask }>;
}

export interface RefusedField {
  readonly responseKey: string;
  readonly type: GraphQLOutputType;
  readonly refusal: ServiceError;
}

type Path = readonly (string | number)[];

export const emptyMask: Mask = { refused: new Map(), children: new Map() };

export const isEmpty = ({ refused, children }: Mask): boolean => refused.size === 0 && children.size === 0;

/** Merges the masks of two selections of one object. */
export function mergeMasks(one: Mask, other: Mask): Mask {
  if (isEmpty(one)) return other;
  if (isEmpty(other)) return one;
  const children = new Map(one.children);
  for (const [key, { type, mask }] of other.children) {
    const known = children.get(key);
    children.set(key, { type, mask: known ? mergeMasks(known.mask, mask) : mask });
  }
  return { refused: new Map([...one.refused, ...other.refused]), children };
}

/** Returns the errors of refused fields whose null would spread to the root, so that no data would be left. */
export function findFatal({ refused, children }: Mask, path: Path = []): GraphQLError[] {
  const here = [...refused.values()].filter(({ type }) => isNonNullType(type));
  return [
    ...here.map((field) => toError(field, path)),
    ...[...children].flatMap(([key, { type, mask }]) => (isNeverNull(type) ? findFatal(mask, [...path, key]) : [])),
  ];
}

/** Whether neither the field nor an item of its list can be null. */
function isNeverNull(type: GraphQLOutputType): boolean {
  if (!isNonNullType(type)) return false;
  return isListType(type.ofType) ? isNeverNull(type.ofType.ofType) : true;
}

/** Returns the errors of the refused fields of the root itself. */
export function errorsOf({ refused }: Mask): GraphQLError[] {
  return [...new Map([...refused.values()].map((field) => [field.responseKey, field])).values()].map((field) =>
    toError(field, []),
  );
}

/**
 * Puts null at the place of each refused field, as execution does for a field that fails: a field that cannot be null
 * takes its parent with it. Returns the data, null if nothing is left, and an error with its path for each field.
 */
export function applyMask(
  data: Readonly<Record<string, unknown>>,
  mask: Mask,
): { readonly data: Record<string, unknown> | null; readonly errors: readonly GraphQLError[] } {
  const errors: GraphQLError[] = [];
  const masked = maskObject(data, mask, [], errors);
  return { data: masked, errors };
}

function maskObject(
  value: Readonly<Record<string, unknown>>,
  mask: Mask,
  path: Path,
  errors: GraphQLError[],
): Record<string, unknown> | null {
  // Without a prototype: a response key may be `__proto__`.
  const masked: Record<string, unknown> = Object.create(null);
  let lost = false;
  for (const [key, item] of Object.entries(value)) {
    const field = mask.refused.get(key);
    const child = mask.children.get(key);
    if (field) {
      if (!(field.responseKey in masked) && errors.length < maxFaults) errors.push(toError(field, path));
      masked[field.responseKey] = null;
      lost ||= isNonNullType(field.type);
    } else {
      masked[key] = child ? maskValue(item, child.type, child.mask, [...path, key], errors) : item;
      lost ||= child !== undefined && masked[key] === null && isNonNullType(child.type);
    }
  }
  return lost ? null : masked;
}

function maskValue(value: unknown, type: GraphQLOutputType, mask: Mask, path: Path, errors: GraphQLError[]): unknown {
  if (value === null || value === undefined) return null;
  const inner = isNonNullType(type) ? type.ofType : type;
  if (!isListType(inner)) return maskObject(value as Record<string, unknown>, mask, path, errors);
  const items = (value as unknown[]).map((item, index) =>
    maskValue(item, inner.ofType, mask, [...path, index], errors),
  );
  return isNonNullType(inner.ofType) && items.includes(null) ? null : items;
}

function toError({ responseKey, refusal }: RefusedField, path: Path): GraphQLError {
  return new GraphQLError(refusal.message, { originalError: refusal, path: [...path, responseKey] });
}
