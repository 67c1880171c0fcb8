import { findExcess, findNameFault, readYaml, skillLimits, type ReadYaml } from '@skillwright/rules';
import { isMap, isNode, isScalar, isSeq } from 'yaml';
import { z } from 'zod';
import { findPrototypeKey } from './plain-data-rules.js';
import type { TemplateFault } from './template-fault.js';

export type TemplateKind = 'project' | 'feature';

/** Parameters with which a template is tried. */
export interface TemplateExample {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The content of `template.yaml`. */
export interface Manifest {
  readonly kind: TemplateKind;
  readonly description: string;
  /** The JSON Schema of the parameters, unchecked. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly examples: readonly TemplateExample[];
  readonly delimiters: readonly [string, string];
}

export type ManifestResult =
  | { readonly manifest: Manifest; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | { readonly faults: readonly TemplateFault[] };

export const manifestPath = 'template.yaml';

const maxDepth = 24;
/** A text is not parsed beyond this depth. */
const maxYamlDepth = 64;
/** The most faults of one manifest that are reported, each with its line. */
const maxFaults = 100;
const maxNodes = 5_000;

const mapping = z.record(z.string(), z.unknown(), { error: 'must be a mapping' });

// Mustache ends a set-delimiter tag at `=` and a delimiter at white space.
const delimiter = z
  .string()
  .regex(/^[!-<>-~]{2,8}$/, { error: 'must be 2-8 printable ASCII characters without white space and =' });

const exampleName = z.string({ error: 'must be a text' }).superRefine((name, context) => {
  const fault = findNameFault(name);
  if (fault) context.addIssue({ code: 'custom', message: fault.rule });
});

const manifestShape = z.strictObject({
  kind: z.enum(['project', 'feature'], { error: 'must be project or feature' }),
  description: z
    .string({ error: 'must be a text' })
    .trim()
    .min(1, { error: 'must not be blank' })
    .max(1024, { error: 'must have at most 1024 characters' }),
  parameters: mapping.default({}),
  examples: z
    .array(
      z.strictObject({
        name: exampleName,
        parameters: mapping.default({}),
      }),
      { error: 'must be a list of {name, parameters}' },
    )
    .max(skillLimits.templateExamples, { error: `must have at most ${skillLimits.templateExamples} entries` })
    .default([]),
  delimiters: z
    .tuple([delimiter, delimiter], { error: 'must be a list of two delimiters, such as ["<%", "%>"]' })
    .default(['{{', '}}']),
});

/** Parses `template.yaml`: YAML 1.2 core without aliases and tags. All faults are collected, each with its line. */
export function parseManifest(text: string): ManifestResult {
  const parsed = parseText(text);
  if ('faults' in parsed) return parsed;
  const { read, value } = parsed;
  const lineOf = (path: readonly PropertyKey[]) => findLine(read, path);

  const result = manifestShape.safeParse(value);
  if (result.success) return { manifest: result.data, lineOf };
  return {
    faults: result.error.issues
      .slice(0, maxFaults)
      .flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys
              .slice(0, maxFaults)
              .map((key) => invalid(`\`${key}\` is not known here`, lineOf([...issue.path, key])))
          : [invalid(`\`${issue.path.map(String).join('.')}\` ${issue.message}`, lineOf(issue.path))],
      ),
  };
}

function parseText(text: string): { read: ReadYaml; value: unknown } | { faults: TemplateFault[] } {
  const read = readYaml(text, { version: '1.2', schema: 'core', stringKeys: true, depth: maxYamlDepth });
  const [problem] = [...read.faults, ...read.warnings];
  if (problem) return { faults: [unreadable(problem.message, problem.line)] };
  let value: unknown;
  try {
    value = read.document.toJS({ maxAliasCount: 0 });
  } catch {
    return { faults: [unreadable('aliases are not allowed')] };
  }
  const excess = findExcess(value, { depth: maxDepth, nodes: maxNodes });
  if (excess) {
    const limit = excess === 'depth' ? `nested deeper than ${maxDepth} levels` : `more than ${maxNodes} values`;
    return { faults: [invalid(limit)] };
  }
  const key = findPrototypeKey(value);
  if (key)
    return {
      faults: [invalid(`the key \`${String(key.at(-1))}\` is not allowed`, findLine(read, key))],
    };
  return { read, value };
}

/** Finds the line of `path`, or of its nearest parent in the text. */
function findLine({ document, lineOf }: ReadYaml, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    const node: unknown = pair ? pair.key : isSeq(parent) ? parent.items[Number(key)] : undefined;
    if (isNode(node) && node.range) return lineOf(node.range[0]);
  }
  return 1;
}

function unreadable(message: string, line?: number): TemplateFault {
  return { code: 'manifest_unreadable', message, path: manifestPath, ...(line === undefined ? {} : { line }) };
}

function invalid(message: string, line?: number): TemplateFault {
  return { code: 'manifest_invalid', message, path: manifestPath, ...(line === undefined ? {} : { line }) };
}
