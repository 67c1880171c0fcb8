import { createEvent } from '@skillwright/contracts/events';
import { newId } from '@skillwright/service';
import { eventSource } from '../event-source.js';
import type { ProjectDraft } from '../project/project-store.js';
import type { Project } from '../project/project.js';
import { carryOut } from './carry-out.js';
import type { Caller, Generated, Generation } from './generation.js';
import { getTemplate, renderSpec, type Rendering, type Spec } from './render-spec.js';
import { toFilesToWrite, toUsedTemplate } from './to-project-parts.js';

export interface GenerateProject extends Spec {
  readonly dryRun?: boolean | undefined;
}

/**
 * Renders a project template to a new project, committed with `project.generated`; a dry run writes and publishes nothing.
 * Throws NAME_INVALID, TEMPLATE_*, PARAMETERS_INVALID, PATH_REFUSED, RENDERING_FAILED, STORE_FAILED.
 */
export async function generateProject(
  generation: Generation,
  input: GenerateProject,
  caller: Caller,
): Promise<Generated> {
  const { engine, failures, finder, metrics } = generation;
  return metrics.measure('project', input.dryRun, async () => {
    const template = await getTemplate(finder, input, 'project');
    if (input.dryRun) return { files: (await renderSpec(engine, template, input)).files };
    const about = { name: input.name, projectId: null, templateId: template.id, traceparent: caller.traceparent };
    return carryOut(failures, about, async () => {
      const rendering = await renderSpec(engine, template, input);
      return { project: await commitProject(generation, input.name, rendering, caller) };
    });
  });
}

function commitProject(
  { projects, clock }: Generation,
  name: string,
  rendering: Rendering,
  caller: Caller,
): Promise<Project> {
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
