import { z } from 'zod';
import type { ListTemplatesQuery, ProjectFieldsFragment } from '@skillwright/contracts/generation';
import { component } from './component.js';
import { fileEntry, renderedFile } from './file.js';
import { nextCursor } from './paging.js';

/** What to generate: a name, a template and its parameters. */
export const spec = component(
  'Spec',
  z.strictObject({
    name: z.string().describe('1-64 of a-z, 0-9 and single hyphens.'),
    template: z
      .string()
      .describe("A template's id, its name where that is unambiguous, or `skill-name/template-name`."),
    version: z.string().nullish().describe('The skill version that brought the template; the newest by default.'),
    parameters: z.record(z.string(), z.unknown()).optional().describe("By the template's own JSON Schema."),
  }),
  { examples: [{ name: 'orders', template: 'typescript-http-service', parameters: { port: 8080 } }] },
);

const dryRun = z.boolean().optional().describe('Render only: nothing is written or published.');

/** The body of `POST /generate/project`. */
export const generateProjectBody = component('GenerateProject', z.strictObject({ spec, dry_run: dryRun }));

/** The body of `POST /generate/feature`; `project_id` may be left out on a dry run. */
export const generateFeatureBody = component(
  'GenerateFeature',
  z.strictObject({ project_id: z.string().optional(), spec, dry_run: dryRun }),
);

/** A generated project at its newest revision. */
export const project = component(
  'Project',
  z.object({
    project_id: z.string(),
    name: z.string(),
    template: z.object({ id: z.string(), version: z.string() }),
    skill_id: z.string(),
    revision: z.int(),
    digest: z.string(),
    output_path: z.string(),
    files_count: z.int(),
    files: z.array(fileEntry),
    created_at: z.string(),
  }),
);

/** What a dry run rendered. */
export const renderedFiles = component('RenderedFiles', z.object({ files: z.array(renderedFile) }));

/** A template that a skill brings. */
export const template = component(
  'Template',
  z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['project', 'feature']),
    version: z.string(),
    description: z.string(),
    skill_id: z.string(),
    parameters: z.unknown().describe('The JSON Schema of its parameters.'),
  }),
);

/** A page of templates. */
export const templateList = component(
  'TemplateList',
  z.object({ templates: z.array(template), next_cursor: nextCursor }),
);

/** A spec as the fields of the GraphQL inputs. */
export function toSpecInput({ name, template, version, parameters }: z.output<typeof spec>) {
  return { name, template, version, parameters };
}

/** A project as REST shows it. */
export function toProject(data: ProjectFieldsFragment): z.output<typeof project> {
  return {
    project_id: data.id,
    name: data.name,
    template: { id: data.templateId, version: data.templateVersion },
    skill_id: data.skillId,
    revision: data.revision,
    digest: data.digest,
    output_path: data.outputPath,
    files_count: data.filesCount,
    files: data.files.map(({ path, size, digest }) => ({ path, size, digest })),
    created_at: data.createdAt,
  };
}

/** A template as REST shows it. */
export function toTemplate(data: ListTemplatesQuery['templates']['nodes'][number]): z.output<typeof template> {
  return {
    id: data.id,
    name: data.name,
    kind: data.kind === 'PROJECT' ? 'project' : 'feature',
    version: data.version,
    description: data.description,
    skill_id: data.skillId,
    parameters: data.parameters,
  };
}
