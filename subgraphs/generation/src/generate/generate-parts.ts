import type { Clock } from '@skillwright/service';
import type { TemplateFinder } from '../catalog/template-finder.js';
import type { TemplateEngine } from '../engine/template-engine.js';
import type { ProjectStore } from '../projects/project-store.js';
import type { StoredProject } from '../projects/stored-project.js';
import type { RenderedFile } from '../rendering/render-template.js';
import type { FailureReporter } from './failure-reporter.js';
import type { GenerationMetrics } from './generation-metrics.js';

/** The parts that the use cases need. */
export interface GenerateParts {
  readonly finder: TemplateFinder;
  readonly engine: TemplateEngine;
  readonly projects: ProjectStore;
  readonly failures: FailureReporter;
  readonly metrics: GenerationMetrics;
  readonly clock: Clock;
}

/** The result of a request: a project at its new revision, or on a dry run the files that the revision would have. */
export type GenerateResult = { readonly project: StoredProject } | { readonly files: readonly RenderedFile[] };
