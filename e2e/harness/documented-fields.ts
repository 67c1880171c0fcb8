import { callRest } from './rest.js';
import { sharedSystem } from './shared-system.js';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

async function readSchemas(document: '/openapi.json' | '/asyncapi.json'): Promise<Readonly<Record<string, Schema>>> {
  const { body } = await callRest((await sharedSystem()).url, 'GET', document);
  return (body as { components: { schemas: Record<string, Schema> } }).components.schemas;
}

/**
 * Returns the fields that `/openapi.json` requires of a shape, e.g. `Skill`, or of an object inside it, in their order.
 * Throws for a shape without required fields.
 */
export async function documentedFields(shape: string, inside?: string): Promise<string[]> {
  const outer = (await readSchemas('/openapi.json'))[shape];
  return requiredFields(inside === undefined ? outer : outer?.properties?.[inside], shape);
}

/** Returns the fields that `/asyncapi.json` requires of a topic's value, in their order. Throws for an unknown topic. */
export async function documentedEventFields(topic: string): Promise<string[]> {
  return requiredFields((await readSchemas('/asyncapi.json'))[topic], topic);
}

function requiredFields({ properties = {}, required = [] }: Schema = {}, name: string): string[] {
  if (required.length === 0) throw new Error(`The documents require no field of ${name}.`);
  return Object.keys(properties).filter((field) => required.includes(field));
}
