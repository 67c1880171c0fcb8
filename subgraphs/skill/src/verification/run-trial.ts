import type { generationOperations } from '@skillwright/contracts/generation';
import type { validationOperations } from '@skillwright/contracts/validation';
import type { RestClient } from '@skillwright/rest';
import { ServiceError, type Caller, type ErrorCategory } from '@skillwright/service';
import type { Diagnostic } from '../generated/resolvers.js';
import type { Trial } from './template-trials.js';

/** The calls of the neighbours by which a template is verified. */
export interface ProvingNeighbours {
  readonly generation: Pick<RestClient<typeof generationOperations>, 'generateProject' | 'generateFeature'>;
  readonly validation: Pick<RestClient<typeof validationOperations>, 'validateCode'>;
}

export interface TrialResult {
  readonly passed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The error categories by which a neighbour reports a fault of the template. Any other error is the neighbour's own.
 */
const templateFaults: ReadonlySet<ErrorCategory> = new Set(['invalid_input', 'not_found', 'conflict', 'too_large']);

/**
 * Renders a template once and validates the output. A fault of the template is a result with diagnostics. Throws the
 * error of a neighbour that is down, late or faulty.
 */
export async function runTrial(
  neighbours: ProvingNeighbours,
  skill: { readonly name: string; readonly version: string },
  trial: Trial,
  caller: Caller,
): Promise<TrialResult> {
  try {
    const files = await render(neighbours.generation, skill, trial, caller);
    return await validate(neighbours.validation, files, caller);
  } catch (error) {
    if (error instanceof ServiceError && templateFaults.has(error.category)) return refused(error);
    throw error;
  }
}

async function render(
  generation: ProvingNeighbours['generation'],
  skill: { readonly name: string; readonly version: string },
  { kind, template, name, parameters }: Trial,
  caller: Caller,
) {
  // By the full name and the version, generation also finds a template whose event it has not received yet.
  const spec = { name, template: `${skill.name}/${template}`, version: skill.version, parameters };
  const call = kind === 'project' ? generation.generateProject : generation.generateFeature;
  const answer = await call({ spec, dry_run: true }, { caller });
  if (answer.status !== 200) throw new TypeError(`a dry run of ${template} was answered with ${answer.status}`);
  return answer.body.files;
}

async function validate(
  validation: ProvingNeighbours['validation'],
  files: readonly { path: string; content: string; encoding: 'utf8' | 'base64'; executable: boolean }[],
  caller: Caller,
): Promise<TrialResult> {
  const { body: report } = await validation.validateCode({ files: [...files] }, { caller });
  const found = report.diagnostics.map((diagnostic): Diagnostic => ({
    ...diagnostic,
    severity: diagnostic.severity === 'error' ? 'ERROR' : 'WARNING',
  }));
  const failure = report.failure ? [toDiagnostic('validation', report.failure)] : [];
  return { passed: report.status === 'passed', diagnostics: [...found, ...failure] };
}

function refused(error: ServiceError): TrialResult {
  const diagnostics = error.errors?.length
    ? error.errors.map((fault) => toDiagnostic('generation', fault))
    : [toDiagnostic('generation', error)];
  return { passed: false, diagnostics };
}

const toDiagnostic = (
  tool: string,
  fault: { readonly code: string; readonly message: string; readonly path?: string; readonly line?: number },
): Diagnostic => ({
  tool,
  rule: fault.code,
  severity: 'ERROR',
  path: fault.path ?? null,
  line: fault.line ?? null,
  column: null,
  message: fault.message,
  fixable: false,
});
