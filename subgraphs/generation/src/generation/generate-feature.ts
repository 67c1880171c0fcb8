import { createEvent } from '@skillwright/contracts/events';
import { generationErrors } from '@skillwright/contracts/generation';
import { compareText, quote } from '@skillwright/rules';
import pLimit from 'p-limit';
import { eventSource } from '../event-source.js';
import type { ProjectDraft } from '../project/project-store.js';
import type { Project } from '../project/project.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { FileToWrite } from '../storage/durable-files.js';
import { carryOut } from './carry-out.js';
import type { Caller, Generated, Generation } from './generation.js';
import { mergeFeature } from './merge-feature.js';
import { getTemplate, renderSpec, type Rendering, type Spec } from './render-spec.js';
import { toUsedTemplate } from './to-project-parts.js';

export interface GenerateFeature extends Spec {
  readonly projectId?: string | null | undefined;
  readonly dryRun?: boolean | undefined;
}

const readConcurrency = 16;

/**
 * Renders a feature template into a project, committed as its next revision with `feature.generated`. A dry run writes and
 * publishes nothing; it gives the files of the next revision, or without a project those of the feature alone.
 * Throws as generateProject does, and PROJECT_ID_REQUIRED, PROJECT_NOT_FOUND, PROJECT_CONFLICT, PROJECT_CHANGED.
 */
export async function generateFeature(
  generation: Generation,
  input: GenerateFeature,
  caller: Caller,
): Promise<Generated> {
  const { engine, failures, finder, metrics } = generation;
  return metrics.measure('feature', input.dryRun, async () => {
    const project = await findProject(generation, input);
    const template = await getTemplate(finder, input, 'feature');
    if (input.dryRun) {
      const { files } = await renderSpec(engine, template, input);
      return { files: project ? await preview(generation, project, files) : files };
    }
    const id = project?.id ?? '';
    const about = { name: input.name, projectId: id, templateId: template.id, traceparent: caller.traceparent };
    return carryOut(failures, about, async () => {
      const rendering = await renderSpec(engine, template, input);
      const commit = () => commitFeature(generation, id, input.name, rendering, caller);
      return { project: await generation.projects.serialise(id, commit) };
    });
  });
}

async function findProject(
  { projects }: Generation,
  { projectId, dryRun }: GenerateFeature,
): Promise<Project | undefined> {
  if (projectId !== undefined && projectId !== null) return getProject({ projects }, projectId);
  if (dryRun) return undefined;
  const errors = [
    { code: 'required', message: 'The project that the feature is added to is required.', path: 'projectId' },
  ];
  throw generationErrors.PROJECT_ID_REQUIRED({}, { errors });
}

async function getProject({ projects }: Pick<Generation, 'projects'>, id: string): Promise<Project> {
  const project = await projects.find(id.toLowerCase());
  if (project) return project;
  const errors = [{ code: 'unknown', message: 'no such project', path: 'projectId' }];
  throw generationErrors.PROJECT_NOT_FOUND({ id: quote(id) }, { errors });
}

/** Starts from the newest revision: others may have been added while this one waited. */
async function commitFeature(
  generation: Generation,
  projectId: string,
  name: string,
  { template, parameters, files }: Rendering,
  caller: Caller,
): Promise<Project> {
  const { projects, clock } = generation;
  const project = await getProject(generation, projectId);
  const { format: _format, revision, digest: _digest, files: own, ...before } = await projects.getRecord(project);
  const merged = await mergeFeature(projects, project, own, files);
  const now = clock().toISOString();
  const feature = {
    name,
    skill_id: template.skillId,
    template: toUsedTemplate(template),
    parameters: { ...parameters },
    revision: revision + 1,
    created_at: now,
  };
  const draft: ProjectDraft = { ...before, features: [...before.features, feature] };
  return projects.commit(revision + 1, draft, merged, (next) =>
    createEvent(
      'feature.generated',
      next.id,
      {
        project_id: next.id,
        name,
        template_id: template.id,
        revision: next.revision,
        files_count: next.filesCount,
        timestamp: now,
      },
      { source: eventSource, traceparent: caller.traceparent, now: clock },
    ),
  );
}

async function preview(
  { projects }: Generation,
  project: Project,
  feature: readonly RenderedFile[],
): Promise<RenderedFile[]> {
  const { files: own } = await projects.getRecord(project);
  const merged = await mergeFeature(projects, project, own, feature);
  const limit = pLimit(readConcurrency);
  const read = async ({ path, executable, ...file }: FileToWrite) => ({ path, executable, bytes: await file.read() });
  const files = await Promise.all(merged.map((file) => limit(() => read(file))));
  return files.sort((a, b) => compareText(a.path, b.path));
}
