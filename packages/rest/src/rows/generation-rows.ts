import { z } from 'zod';
import {
  GenerateFeatureDocument,
  GenerateProjectDocument,
  ListTemplatesDocument,
  type GenerateProjectMutation,
} from '@skillwright/contracts/generation';
import { defineRow } from '../row.js';
import { toRenderedFile } from '../shapes/file.js';
import {
  generateFeatureBody,
  generateProjectBody,
  project,
  renderedFiles,
  templateList,
  toProject,
  toSpecInput,
  toTemplate,
} from '../shapes/generation.js';
import { pageQuery, toNextCursor } from '../shapes/paging.js';

const specFieldNames = {
  name: 'spec.name',
  template: 'spec.template',
  version: 'spec.version',
  parameters: 'spec.parameters',
  dryRun: 'dry_run',
  projectId: 'project_id',
};

const templateKinds = { project: 'PROJECT', feature: 'FEATURE' } as const;

const answers = {
  200: { description: 'What a dry run rendered; nothing was written or published.', body: renderedFiles },
  201: { description: 'The project at its newest revision.', body: project },
};

/** A payload has a project exactly where something was written. */
const generated = ({ project: written, files }: GenerateProjectMutation['generateProject']) =>
  written
    ? ({ status: 201, body: toProject(written) } as const)
    : ({ status: 200, body: { files: (files ?? []).map(toRenderedFile) } } as const);

/** The rows that the generation service owns. */
export const generationRows = {
  generateProject: defineRow({
    name: 'generateProject',
    owner: 'generation',
    method: 'POST',
    path: '/generate/project',
    summary: 'Generate a project',
    description: 'Renders a project template to a new project. Publishes `project.generated`, or `generation.failed`.',
    problems: [404, 422],
    fieldNames: specFieldNames,
    operation: GenerateProjectDocument,
    body: generateProjectBody,
    answers,
    toVariables: ({ body }) => ({ input: { ...toSpecInput(body.spec), dryRun: body.dry_run ?? false } }),
    toAnswer: ({ generateProject }) => generated(generateProject),
  }),

  generateFeature: defineRow({
    name: 'generateFeature',
    owner: 'generation',
    method: 'POST',
    path: '/generate/feature',
    summary: 'Add a feature to a project',
    description:
      "Renders a feature template into a project, as its next revision. A dry run without `project_id` gives the feature's files alone. Publishes `feature.generated`, or `generation.failed`.",
    problems: [404, 409, 422],
    fieldNames: specFieldNames,
    operation: GenerateFeatureDocument,
    body: generateFeatureBody,
    answers,
    toVariables: ({ body }) => ({
      input: { ...toSpecInput(body.spec), projectId: body.project_id, dryRun: body.dry_run ?? false },
    }),
    toAnswer: ({ generateFeature }) => generated(generateFeature),
  }),

  listTemplates: defineRow({
    name: 'listTemplates',
    owner: 'generation',
    method: 'GET',
    path: '/templates',
    summary: 'List templates',
    description: 'The newest templates of all skills, by name.',
    problems: [400],
    fieldNames: { first: 'limit', after: 'cursor' },
    operation: ListTemplatesDocument,
    query: pageQuery.extend({ kind: z.enum(['project', 'feature']).optional() }),
    answers: { 200: { description: 'A page of templates.', body: templateList } },
    toVariables: ({ query }) => ({
      first: query.limit,
      after: query.cursor,
      kind: query.kind && templateKinds[query.kind],
    }),
    toAnswer: ({ templates }) => ({
      status: 200,
      body: { templates: templates.nodes.map(toTemplate), next_cursor: toNextCursor(templates.pageInfo) },
    }),
  }),
};
