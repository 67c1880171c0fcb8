import { z } from 'zod';

const template = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['project', 'feature']),
  description: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  examples: z.array(z.object({ name: z.string(), parameters: z.record(z.string(), z.unknown()) })),
});

const faultyTemplate = z.object({
  name: z.string(),
  faults: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      path: z.string(),
      line: z.int().exactOptional(),
      column: z.int().exactOptional(),
    }),
  ),
});

/** `version.json`: the templates that one version of a skill brings, by name. `format` counts up when the checks change. */
export const catalogVersion = z.object({
  format: z.literal(1),
  skill_id: z.string(),
  skill_name: z.string(),
  version: z.string(),
  templates: z.array(template),
  faulty: z.array(faultyTemplate),
});

export type CatalogVersion = z.output<typeof catalogVersion>;
export type FaultyTemplate = z.output<typeof faultyTemplate>;

/** A usable template, with the skill version that brought it. */
export interface CatalogTemplate extends z.output<typeof template> {
  readonly skillId: string;
  readonly skillName: string;
  readonly version: string;
  /** Its files, for the engine. */
  readonly bundlePath: string;
}
