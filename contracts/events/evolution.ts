import type { JsonSchema, ObjectSchema } from '@skillwright/events';
import { isHigher } from '@skillwright/rules';

/** A landed contract: a recorded state on which consumers may rely. */
export interface LandedContract {
  readonly version: string;
  readonly schema: ObjectSchema;
}

export type LandedContracts = Readonly<Record<string, LandedContract>>;

/**
 * Returns the changes in `current` that break consumers of `landed`, one sentence each. Additions break nothing. A
 * changed contract must have a higher version.
 */
export function findBreakingChanges(landed: LandedContracts, current: LandedContracts): string[] {
  return Object.entries(landed).flatMap(([topic, before]) => {
    const after = current[topic];
    if (!after) return [`${topic} is gone.`];
    const breaks = compare(before.schema, after.schema, topic);
    if (breaks.length > 0) return breaks;
    const changed = JSON.stringify(before.schema) !== JSON.stringify(after.schema);
    const raised = isHigher(after.version, before.version);
    return changed && !raised ? [`${topic} was changed, but its version is still ${after.version}.`] : [];
  });
}

/**
 * Consumers read values. A value must not become possible that was not possible before, and an object must keep its
 * fields.
 */
function compare(before: JsonSchema, after: JsonSchema, place: string): string[] {
  if ('properties' in before) {
    return 'properties' in after ? compareObjects(before, after, place) : [`${place} is no object any more.`];
  }
  if ('items' in before) {
    return 'items' in after ? compare(before.items, after.items, `${place}[]`) : [`${place} is no list any more.`];
  }
  const breaks: string[] = [];
  const allowed = typesOf(before);
  const widened = typesOf(after).filter(
    (type) => !allowed.includes(type) && !(type === 'integer' && allowed.includes('number')),
  );
  if (widened.length > 0) breaks.push(`${place} may be ${widened.join(' or ')} now.`);
  if ('format' in before && before.format !== formatOf(after)) breaks.push(`${place} is no ${before.format} any more.`);
  if ('enum' in before) {
    const values = 'enum' in after ? after.enum : undefined;
    const added = values?.filter((value) => !before.enum?.includes(value)) ?? ['anything'];
    if (added.length > 0) breaks.push(`${place} may be ${added.join(' or ')} now.`);
  }
  return breaks;
}

function compareObjects(before: ObjectSchema, after: ObjectSchema, place: string): string[] {
  return Object.entries(before.properties).flatMap(([name, schema]) => {
    const path = `${place}.${name}`;
    const next = after.properties[name];
    if (!next) return [`${path} is gone.`];
    const optional = before.required.includes(name) && !after.required.includes(name);
    return [...(optional ? [`${path} may be left out now.`] : []), ...compare(schema, next, path)];
  });
}

function typesOf({ type }: JsonSchema): readonly string[] {
  return typeof type === 'string' ? [type] : type;
}

function formatOf(schema: JsonSchema): string | undefined {
  return 'format' in schema ? schema.format : undefined;
}
