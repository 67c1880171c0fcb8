import { generationErrors } from '@skillwright/contracts/generation';
import { compareText, quote } from '@skillwright/rules';
import { isId, runAs, servicePrincipal, type Caller, type Logger } from '@skillwright/service';
import { untilAborted } from '@skillwright/service/timing';
import { toFieldErrors } from '../template/template-fault.js';
import type { CatalogTemplate } from './catalog-template.js';
import type { FaultyTemplate } from './version-record.js';
import { addLatest } from './reconcile-catalog.js';
import type { SkillLibrary } from './skill-library.js';
import type { TemplateCatalog } from './template-catalog.js';
import type { IndexedVersion, TemplatePlace } from './template-index.js';

/** The time of a fetch of the latest skills, in milliseconds. */
const latestTimeoutMs = 60_000;

/**
 * A template as a spec names it: by id, by name, or as `skill-name/template-name`; at `version`, else at the newest.
 */
export interface TemplateReference {
  readonly template: string;
  readonly version?: string | undefined;
}

export interface TemplateFinderParts {
  readonly catalog: TemplateCatalog;
  readonly library: SkillLibrary;
  readonly logger: Logger;
}

interface FaultyMatch {
  readonly faulty: FaultyTemplate;
  readonly of: IndexedVersion;
}

type Match = { readonly template: CatalogTemplate } | FaultyMatch;

/**
 * Finds the template that a spec names. A template that is not in the catalogue is fetched from the skill service on
 * demand.
 */
export class TemplateFinder {
  private latest: Promise<void> | undefined;

  constructor(private readonly parts: TemplateFinderParts) {}

  /**
   * Throws TEMPLATE_NOT_FOUND, TEMPLATE_AMBIGUOUS, TEMPLATE_FAULTY, and for `skill-name/template-name` the library's
   * errors.
   */
  async get(reference: TemplateReference, caller: Caller): Promise<CatalogTemplate> {
    let matches = this.match(reference);
    if (matches.length === 0) {
      await this.fetch(reference, caller);
      matches = this.match(reference);
    }
    const usable = matches.flatMap((match) => ('template' in match ? [match.template] : []));
    const [template] = usable;
    if (template && usable.length === 1) return template;
    if (template) throw ambiguous(reference, usable);
    const [match] = matches;
    throw match && 'faulty' in match ? faulty(match) : notFound(reference);
  }

  private match({ template, version }: TemplateReference): Match[] {
    return this.candidates(template).flatMap(({ skillId, name }): Match[] => {
      const of = this.parts.catalog.index.find(skillId, version);
      const usable = of?.templates.find((one) => one.name === name);
      if (usable) return [{ template: usable }];
      const broken = of?.faulty.find((one) => one.name === name);
      return of && broken ? [{ faulty: broken, of }] : [];
    });
  }

  /** The places of all templates that the reference may mean. */
  private candidates(reference: string): TemplatePlace[] {
    const { index } = this.parts.catalog;
    const { skillName, name } = splitReference(reference);
    if (skillName !== undefined) {
      // Of two skills with one name, the older one was deleted; its event has not arrived yet.
      const [skill] = index.findByName(skillName).sort((a, b) => compareText(b.skillId, a.skillId));
      return skill ? [{ skillId: skill.skillId, name }] : [];
    }
    if (isId(reference)) {
      const place = index.findPlace(reference);
      return place ? [place] : [];
    }
    return index
      .newestVersions()
      .flatMap(({ skillId, templates, faulty }) =>
        [...templates, ...faulty].some((known) => known.name === reference) ? [{ skillId, name: reference }] : [],
      );
  }

  private async fetch({ template, version }: TemplateReference, caller: Caller): Promise<void> {
    const { catalog, library } = this.parts;
    const { skillName } = splitReference(template);
    if (skillName !== undefined) {
      const skill = await library.findNewest({ name: skillName }, caller);
      if (skill) await catalog.addVersion(skill.id, version ?? skill.version, caller);
      return;
    }
    const candidates = this.candidates(template);
    if (candidates.length === 0) await this.fetchLatest(caller);
    if (version === undefined) return;
    for (const { skillId } of this.candidates(template)) await catalog.addVersion(skillId, version, caller);
  }

  /**
   * Callers at the same time share one fetch, which is the service's own: it goes on when one of them leaves. When the
   * library gives no answer, the template stays unknown.
   */
  private fetchLatest({ requestId, traceparent, signal }: Caller): Promise<void> {
    const request = { requestId, traceparent, principal: servicePrincipal('generation'), timeoutMs: latestTimeoutMs };
    this.latest ??= runAs(request, (own) => addLatest(this.parts, own))
      .catch((error: unknown) =>
        this.parts.logger.warn({ err: error }, 'new skills could not be fetched from the skill service'),
      )
      .finally(() => {
        this.latest = undefined;
      });
    return untilAborted(this.latest, signal);
  }
}

function splitReference(reference: string): { skillName: string | undefined; name: string } {
  const slash = reference.indexOf('/');
  const skillName = slash === -1 ? undefined : reference.slice(0, slash);
  return { skillName, name: reference.slice(slash + 1) };
}

function notFound({ template, version }: TemplateReference) {
  const inVersion = version === undefined ? '' : ` in version ${quote(version)}`;
  const errors = [{ code: 'unknown', message: `no such template${inVersion}`, path: 'template' }];
  return generationErrors.TEMPLATE_NOT_FOUND({ template: quote(template), version: inVersion }, { errors });
}

function ambiguous({ template }: TemplateReference, found: readonly CatalogTemplate[]) {
  const candidates = found.map(({ skillName, name }) => `${skillName}/${name}`).sort();
  const errors = candidates.map((candidate) => ({
    code: 'ambiguous',
    message: `can mean ${candidate}`,
    path: 'template',
  }));
  return generationErrors.TEMPLATE_AMBIGUOUS(
    { template: quote(template), candidates: candidates.join(', ') },
    { errors },
  );
}

function faulty({ faulty: { name, faults }, of }: FaultyMatch) {
  const template = quote(`${of.skillName}/${name}`);
  return generationErrors.TEMPLATE_FAULTY({ template, count: faults.length }, { errors: toFieldErrors(name, faults) });
}
