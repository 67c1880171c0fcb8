import { parse } from 'yaml';
import { z } from 'zod';

/** One rendering of a template to prove it with. */
export interface Trial {
  readonly template: string;
  readonly kind: 'project' | 'feature';
  /** The name of the project or feature, and its parameters. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What concerns trials in a `template.yaml`; generation judges the rest, and all of it where this does not fit. */
const manifest = z.object({
  kind: z.enum(['project', 'feature']),
  examples: z
    .array(z.object({ name: z.string(), parameters: z.record(z.string(), z.unknown()).default({}) }))
    .max(20)
    .default([]),
});

/** Beyond this parsing takes its time, and generation refuses the manifest anyway. */
const manifestCharacters = 64 * 1024;

/** The name of the template whose manifest this is; undefined for any other file. */
export function templateOfManifest(path: string): string | undefined {
  return /^templates\/([^/]+)\/template\.yaml$/.exec(path)?.[1];
}

/**
 * The trials of a template: one for each example, or one with its defaults where it has none. A manifest that cannot be
 * read gives one trial too, in which generation says what is wrong with it.
 */
export function toTrials(template: string, manifestText: string): Trial[] {
  const { kind, examples } = readManifest(manifestText) ?? { kind: 'project' as const, examples: [] };
  if (examples.length === 0) return [{ template, kind, name: template, parameters: {} }];
  return examples.map(({ name, parameters }) => ({ template, kind, name, parameters }));
}

function readManifest(text: string): z.output<typeof manifest> | undefined {
  if (text.length > manifestCharacters) return undefined;
  try {
    return manifest.safeParse(parse(text, { maxAliasCount: 0, logLevel: 'silent' })).data;
  } catch {
    return undefined;
  }
}
