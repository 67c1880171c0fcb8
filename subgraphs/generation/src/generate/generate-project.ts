import { createEvent } from '@skillwright/contracts/events';
import { newId, type Caller } from '@skillwright/service';
import { eventSource } from '../events/event-source.js';
import type { ProjectDraft } from '../projects/project-store.js';
import type { StoredProject } from '../projects/stored-project.js';
import { carryOut } from './carry-out.js';
import type { GenerateParts, GenerateResult } from './generate-parts.js';
import { getTemplate, renderSpec, type Rendering, type Spec } from './render-spec.js';
import { toFilesToWrite, toUsedTemplate } from './to-project-parts.js';

export interface GenerateProject extends Spec {
  readonly dryRun?: boolean | undefined;
}

/**
 * Renders a project template and commits a new project with `project.generated`. A dry run writes and publishes nothing.
 * Throws NAME_INVALID, TEMPLATE_*, PARAMETERS_INVALID, PATH_REFUSED, RENDERING_FAILED, STORE_FAILED.
 */
export async function generateProject(
  parts: GenerateParts,
  input: GenerateProject,
  caller: Caller,
): Promise<GenerateResult> {
  const { engine, failures, finder, metrics } = parts;
  return metrics.measure('project', input.dryRun, async () => {
    const template = await getTemplate(finder, input, 'project', caller);
    if (input.dryRun) return { files: (await renderSpec(engine, template, input, caller)).files };
    const about = { name: input.name, projectId: null, templateId: template.id };
    return carryOut(failures, about, caller, async () => {
      const rendering = await renderSpec(engine, template, input, caller);
      return { project: await commitProject(parts, input.name, rendering, caller) };
    });
  });
}

function commitProject(
  { projects, clock }: GenerateParts,
  name: string,
  rendering: Rendering,
  caller: Caller,
): Promise<StoredProject> {
  const now = clock().toISOString();
  const draft: ProjectDraft = {
    id: newId(),
    name,
    skill_id: rendering.template.skillId,
    template: toUsedTemplate(rendering.template),
    parameters: { ...rendering.parameters },
    features: [],
    created_at: now,
  };
  return projects.commit(1, draft, toFilesToWrite(rendering.files), (project) =>
    createEvent(
      'project.generated',
      project.id,
      {
        project_id: project.id,
        name,
        skill_id: project.skillId,
        template_id: project.template.id,
        output_path: project.outputPath,
        files_count: project.filesCount,
        revision: project.revision,
        timestamp: now,
      },
      { source: eventSource, traceparent: caller.traceparent, now: clock },
    ),
  );
}
