import { toFileContent } from '@skillwright/rules';
import { decodeIdCursor, pageSize, toConnection, type Connection, type ResolverContext } from '@skillwright/subgraph';
import pLimit from 'p-limit';
import type { TemplateIndex } from '../catalog/template-index.js';
import type { QueryResolvers, Resolvers } from '../generated/resolvers.js';
import type { ProjectStore } from './project-store.js';
import type { StoredProject } from './stored-project.js';
import type { FileRecord } from './project-record.js';

export type ProjectPage = Connection<StoredProject>;

/** A file of a project; its content is read when a query selects it. */
export interface ProjectFileNode {
  readonly project: StoredProject;
  readonly file: FileRecord;
}

const readConcurrency = 16;

/** The resolvers of projects. */
export function createProjectResolvers(projects: ProjectStore, templates: TemplateIndex) {
  const limit = pLimit(readConcurrency);

  function listProjects({ first, after }: { first: number; after?: string | null }, skillId?: string): ProjectPage {
    const size = pageSize(first);
    const afterId = decodeIdCursor(after);
    const rest = skillId === undefined ? {} : { skillId };
    return toConnection({
      rows: projects.list({ limit: size + 1, after: afterId, ...rest }),
      limit: size,
      keyOf: ({ id }) => [id],
      totalCount: () => projects.count(skillId),
      hasPreviousPage: afterId !== undefined,
    });
  }

  function readContent({ project, file }: ProjectFileNode, context: ResolverContext) {
    const key = `content ${project.id} ${project.revision} ${file.path}`;
    return context.memo(key, () => limit(async () => toFileContent(await projects.readFile(project, file))));
  }

  return {
    Query: {
      project: async (_parent, { id }) => (await projects.find(id.toLowerCase())) ?? null,
      projects: (_parent, args) => listProjects(args),
    } satisfies QueryResolvers,
    Skill: {
      projects: ({ id }, args) => listProjects(args, id.toLowerCase()),
    },
    Project: {
      __resolveReference: async ({ id }) => (await projects.find(id.toLowerCase())) ?? null,
      files: async (project) => {
        const { files } = await limit(() => projects.getRecord(project));
        return files.map((file) => ({ project, file }));
      },
      template: ({ template }) => templates.findTemplate(template.id) ?? null,
      templateId: ({ template }) => template.id,
      templateVersion: ({ template }) => template.version,
      skill: ({ skillId }) => (templates.find(skillId) ? { id: skillId } : null),
    },
    ProjectFile: {
      path: ({ file }) => file.path,
      size: ({ file }) => file.size,
      digest: ({ file }) => `sha256:${file.sha256}`,
      executable: ({ file }) => file.executable,
      content: async (node, _args, context) => (await readContent(node, context)).content,
      encoding: async (node, _args, context) => (await readContent(node, context)).encoding,
    },
  } satisfies Resolvers;
}
