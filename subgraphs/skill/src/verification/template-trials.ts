import { readYaml, skillLimits } from '@skillwright/rules';
import { z } from 'zod';

/** One rendering of a template, by which it is verified. */
export interface Trial {
  readonly template: string;
  readonly kind: 'project' | 'feature';
  /** The name of the project or feature, and its parameters. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * The part of a `template.yaml` that defines trials. Generation checks the rest, and all of it when this does not
 * match.
 */
const manifest = z.object({
  kind: z.enum(['project', 'feature']),
  examples: z
    .array(z.object({ name: z.string(), parameters: z.record(z.string(), z.unknown()).default({}) }))
    .max(skillLimits.templateExamples)
    .default([]),
});

/** Generation refuses a deeper one. */
const maxDepth = 64;

/** Returns the name of the template whose manifest has this path, or undefined for any other file. */
export function templateOfManifest(path: string): string | undefined {
  return /^templates\/([^/]+)\/template\.yaml$/.exec(path)?.[1];
}

/**
 * Returns the trials of a template: one for each example, or one with its defaults when it has none. An unreadable
 * manifest also has one trial, in which generation reports its faults.
 */
export function toTrials(template: string, manifestText: string): Trial[] {
  const { kind, examples } = readManifest(manifestText) ?? { kind: 'project' as const, examples: [] };
  if (examples.length === 0) return [{ template, kind, name: template, parameters: {} }];
  return examples.map(({ name, parameters }) => ({ template, kind, name, parameters }));
}

function readManifest(text: string): z.output<typeof manifest> | undefined {
  // Parsing a longer one takes long, and generation refuses it anyway.
  if (Buffer.byteLength(text) > skillLimits.templateManifestBytes) return undefined;
  const { document, faults } = readYaml(text, { schema: 'core', stringKeys: true, depth: maxDepth });
  if (faults.length > 0) return undefined;
  try {
    return manifest.safeParse(document.toJS({ maxAliasCount: 0 })).data;
  } catch {
    return undefined;
  }
}
