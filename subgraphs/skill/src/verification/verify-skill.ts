import { skillErrors } from '@skillwright/contracts/skill';
import { isVersion, quote } from '@skillwright/rules';
import { isId, type Caller } from '@skillwright/service';
import pLimit from 'p-limit';
import type { Diagnostic } from '../generated/resolvers.js';
import type { SkillRepository } from '../library/skill-repository.js';
import type { StoredSkill } from '../library/stored-skill.js';
import { runTrial, type ProvingNeighbours, type TrialResult } from './run-trial.js';
import { templateOfManifest, toTrials, type Trial } from './template-trials.js';

export interface Verifier {
  readonly skills: SkillRepository;
  readonly neighbours: ProvingNeighbours;
  /** The longest time of one verification, in milliseconds. */
  readonly timeoutMs: number;
}

export interface VerifySkill {
  readonly id: string;
  readonly version?: string | null | undefined;
}

export interface Verification {
  readonly passed: boolean;
  readonly templates: readonly {
    readonly name: string;
    readonly passed: boolean;
    readonly diagnostics: readonly Diagnostic[];
  }[];
}

/** The number of trials of one verification that run at the same time. Fewer already keep validation's cores busy. */
const concurrency = 4;

/**
 * Verifies a skill: renders each of its templates with each example through generation and validates the output. Faults
 * of a template are in the result. Throws SKILL_NOT_FOUND, SKILL_VERSION_NOT_FOUND, VERIFICATION_TIMEOUT, and the
 * errors of neighbours that are down or late.
 */
export async function verifySkill(
  { skills, neighbours, timeoutMs }: Verifier,
  input: VerifySkill,
  caller: Caller,
): Promise<Verification> {
  const skill = await getSkill(skills, input);
  const templates = await findTemplates(skills, skill);
  const deadline = AbortSignal.timeout(timeoutMs);
  const giveUp = new AbortController();
  const proving = { ...caller, signal: AbortSignal.any([caller.signal, deadline, giveUp.signal]) };
  const prove = async (trial: Trial) => {
    try {
      proving.signal.throwIfAborted();
      return { template: trial.template, result: await runTrial(neighbours, skill, trial, proving) };
    } catch (error) {
      giveUp.abort();
      throw deadline.aborted
        ? skillErrors.VERIFICATION_TIMEOUT({ name: skill.name, timeoutMs }, { cause: error })
        : error;
    }
  };
  const trials = [...templates.values()].flat();
  const proofs = await pLimit(concurrency).map(trials, prove);
  const verified = [...templates.keys()].map((name) => ({
    name,
    ...combine(proofs.filter((proof) => proof.template === name).map((proof) => proof.result)),
  }));
  return { passed: verified.every((template) => template.passed), templates: verified };
}

async function getSkill(skills: SkillRepository, { id, version }: VerifySkill): Promise<StoredSkill> {
  const newest = isId(id) ? await skills.findSkill({ id }) : undefined;
  if (!newest) throw skillErrors.SKILL_NOT_FOUND({ skill: quote(id) });
  if (version === null || version === undefined || version === newest.version) return newest;
  const older = isVersion(version) ? await skills.findSkill({ id }, version) : undefined;
  if (!older) throw skillErrors.SKILL_VERSION_NOT_FOUND({ skill: newest.name, version: quote(version) });
  return older;
}

/** Finds the trials of each template, by the template's name. */
async function findTemplates(skills: SkillRepository, skill: StoredSkill): Promise<Map<string, Trial[]>> {
  const [files = []] = await skills.findFiles([skill.versionId]);
  const manifests = files.flatMap(({ path, digest }) => {
    const template = templateOfManifest(path);
    return template === undefined ? [] : [{ template, digest }];
  });
  const contents = await skills.findContents(manifests.map(({ digest }) => digest));
  return new Map(
    manifests.map(({ template }, index) => [template, toTrials(template, contents[index]?.toString('utf8') ?? '')]),
  );
}

/** Combines the results of a template's trials. A diagnostic of several trials is listed once. */
function combine(results: readonly TrialResult[]): TrialResult {
  const diagnostics = new Map(
    results.flatMap((result) => result.diagnostics).map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]),
  );
  return { passed: results.every((result) => result.passed), diagnostics: [...diagnostics.values()] };
}
