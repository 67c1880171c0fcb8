import { defineOperations, operation } from '@skillwright/rest/definition';
import {
  GenerateFeatureDocument,
  GenerateProjectDocument,
  GetProjectDocument,
  GetTemplateDocument,
  ListProjectsDocument,
  ListTemplatesDocument,
} from './generated/operations.js';
import { generationTypeDefs } from './type-defs.js';

const nest = { spec: ['name', 'template', 'version', 'parameters'] } as const;
const spec = { name: 'orders', template: 'typescript-http-service', parameters: { port: 8080 } };

/** The payload has a project if files were written, and files if it was a dry run. */
const project = { status: 201, description: 'The project at its newest revision.' } as const;
const dryRun = {
  status: 200,
  description: 'The files of a dry run; nothing was written or published.',
  under: 'files',
} as const;

/** The operations of the generation service. */
export const generationOperations = defineOperations(
  { name: 'generation', typeDefs: generationTypeDefs },
  {
    generateProject: operation({
      summary: 'Generate a project',
      document: GenerateProjectDocument,
      scope: 'generate:projects',
      tool: true,
      rest: {
        method: 'POST',
        path: '/generate/project',
        nest,
        example: { spec },
        answers: [
          { ...project, at: 'generateProject.project' },
          { ...dryRun, at: 'generateProject.files' },
        ],
        problems: [404],
      },
    }),

    generateFeature: operation({
      summary: 'Add a feature to a project',
      document: GenerateFeatureDocument,
      scope: 'generate:projects',
      tool: true,
      rest: {
        method: 'POST',
        path: '/generate/feature',
        nest,
        example: { project_id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f', spec },
        answers: [
          { ...project, at: 'generateFeature.project' },
          { ...dryRun, at: 'generateFeature.files' },
        ],
        problems: [404, 409],
      },
    }),

    listTemplates: operation({
      summary: 'List templates',
      document: ListTemplatesDocument,
      scope: 'read:skills',
      tool: true,
      rest: {
        method: 'GET',
        path: '/templates',
        answers: [{ status: 200, description: 'A page of templates.', at: 'templates' }],
      },
    }),

    getTemplate: operation({
      summary: 'Read a template',
      document: GetTemplateDocument,
      scope: 'read:skills',
      tool: false,
    }),

    listProjects: operation({
      summary: 'List projects',
      document: ListProjectsDocument,
      scope: 'generate:projects',
      tool: false,
    }),

    getProject: operation({
      summary: 'Read a project',
      document: GetProjectDocument,
      scope: 'generate:projects',
      tool: false,
    }),
  },
);
