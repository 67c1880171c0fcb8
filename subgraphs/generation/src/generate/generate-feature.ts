import { createEvent } from '@skillwright/contracts/events';
import { generationErrors } from '@skillwright/contracts/generation';
import { compareText, quote } from '@skillwright/rules';
import type { Caller } from '@skillwright/service';
import pLimit from 'p-limit';
import { eventSource } from '../events/event-source.js';
import type { ProjectDraft } from '../projects/project-store.js';
import type { StoredProject } from '../projects/stored-project.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { FileToWrite } from '../storage/write-files.js';
import { carryOut } from './carry-out.js';
import type { GenerateParts, GenerateResult } from './generate-parts.js';
import { mergeFeature } from './merge-feature.js';
import { getTemplate, renderSpec, type Rendering, type Spec } from './render-spec.js';
import { toUsedTemplate } from './to-project-parts.js';

export interface GenerateFeature extends Spec {
  readonly projectId?: string | null | undefined;
  readonly dryRun?: boolean | undefined;
}

const readConcurrency = 16;

/**
 * Renders a feature template into a project and commits its next revision with `feature.generated`. A dry run writes
 * and publishes nothing: it returns the files of the next revision, or without a project only the files of the feature.
 * Throws the errors of generateProject, PROJECT_ID_REQUIRED, PROJECT_NOT_FOUND, PROJECT_CONFLICT and PROJECT_CHANGED.
 */
export async function generateFeature(
  parts: GenerateParts,
  input: GenerateFeature,
  caller: Caller,
): Promise<GenerateResult> {
  const { engine, failures, finder, metrics } = parts;
  return metrics.measure('feature', input.dryRun, async () => {
    const project = await findProject(parts, input);
    const template = await getTemplate(finder, input, 'feature', caller);
    if (input.dryRun) {
      const { files } = await renderSpec(engine, template, input, caller);
      return { files: project ? await preview(parts, project, files) : files };
    }
    const id = project?.id ?? '';
    const about = { name: input.name, projectId: id, templateId: template.id };
    return carryOut(failures, about, caller, async () => {
      const rendering = await renderSpec(engine, template, input, caller);
      const commit = () => commitFeature(parts, id, input.name, rendering, caller);
      return { project: await parts.projects.serialise(id, commit) };
    });
  });
}

async function findProject(
  { projects }: GenerateParts,
  { projectId, dryRun }: GenerateFeature,
): Promise<StoredProject | undefined> {
  if (projectId !== undefined && projectId !== null) return getProject({ projects }, projectId);
  if (dryRun) return undefined;
  const errors = [
    { code: 'required', message: 'The project that the feature is added to is required.', path: 'projectId' },
  ];
  throw generationErrors.PROJECT_ID_REQUIRED({}, { errors });
}

async function getProject({ projects }: Pick<GenerateParts, 'projects'>, id: string): Promise<StoredProject> {
  const project = await projects.find(id.toLowerCase());
  if (project) return project;
  const errors = [{ code: 'unknown', message: 'no such project', path: 'projectId' }];
  throw generationErrors.PROJECT_NOT_FOUND({ id: quote(id) }, { errors });
}

/** Commits the next revision. Reads the newest one again, since earlier tasks may have added revisions meanwhile. */
async function commitFeature(
  parts: GenerateParts,
  projectId: string,
  name: string,
  { template, parameters, files }: Rendering,
  caller: Caller,
): Promise<StoredProject> {
  const { projects, clock } = parts;
  const project = await getProject(parts, projectId);
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
  { projects }: GenerateParts,
  project: StoredProject,
  feature: readonly RenderedFile[],
): Promise<RenderedFile[]> {
  const { files: own } = await projects.getRecord(project);
  const merged = await mergeFeature(projects, project, own, feature);
  const limit = pLimit(readConcurrency);
  const read = async ({ path, executable, ...file }: FileToWrite) => ({ path, executable, bytes: await file.read() });
  const files = await Promise.all(merged.map((file) => limit(() => read(file))));
  return files.sort((a, b) => compareText(a.path, b.path));
}
