import { z } from 'zod';

/** The shapes that OpenAPI lists under `components.schemas`, by name. */
export const components = z.registry<{ id: string; [key: string]: unknown }>();

/** Gives a shape its name in OpenAPI, with `details` added to its JSON Schema. */
export function component<Shape extends z.ZodType>(
  id: string,
  shape: Shape,
  details: Readonly<Record<string, unknown>> = {},
): Shape {
  components.add(shape, { ...details, id });
  return shape;
}
