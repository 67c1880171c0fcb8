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

/** `version.json`: the templates of one version of a skill, by name. `format` counts up when the checks change. */
export const versionRecord = z.object({
  format: z.literal(1),
  skill_id: z.string(),
  skill_name: z.string(),
  version: z.string(),
  templates: z.array(template),
  faulty: z.array(faultyTemplate),
});

export type VersionRecord = z.output<typeof versionRecord>;
export type TemplateRecord = z.output<typeof template>;
/** A template that breaks rules: it is not listed, and a caller that names it gets its faults. */
export type FaultyTemplate = z.output<typeof faultyTemplate>;
