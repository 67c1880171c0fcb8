import { callRest, type RestAnswer } from '../harness/rest.js';
import { sampleSkill } from '../harness/sample-skill.js';
import { listTemplates, waitForTemplate } from '../harness/templates.js';

/** The answer of each step of the tour, and the ids that the tour created. */
export interface Walk {
  readonly name: string;
  readonly skillId: string;
  readonly projectId: string;
  /** The skill's templates, as they are listed. */
  readonly templates: Awaited<ReturnType<typeof listTemplates>>;
  readonly answers: Readonly<Record<Step, RestAnswer>>;
}

type Step = 'skill' | 'project' | 'feature' | 'conflict' | 'code' | 'tests' | 'report' | 'secondVersion' | 'unchanged';

/** Walks through the README's tour by REST: a skill, a project, a feature, its validation, a second version. */
export async function walkTour(url: string, name: string): Promise<Walk> {
  const definition = sampleSkill(name);
  const post = (path: string, body: unknown) => callRest(url, 'POST', path, { body });

  const skill = await post('/skills', definition);
  const skillId = (skill.body as { id: string }).id;
  await waitForTemplate(url, `${name}-project`);
  const templates = (await listTemplates(url)).filter((template) => template.skill_id === skillId);
  const spec = { name: `${name}-shop`, template: `${name}-project`, parameters: { port: 8080 } };
  const project = await post('/generate/project', { spec });
  const projectId = (project.body as { project_id: string }).project_id;
  const featureSpec = { name: 'good-morning', template: `${name}-feature`, parameters: {} };
  const feature = await post('/generate/feature', { project_id: projectId, spec: featureSpec });
  const conflict = await post('/generate/feature', { project_id: projectId, spec: { ...featureSpec, name: 'greet' } });
  const code = await post('/validate/code', { project_id: projectId });
  const tests = await post('/validate/tests', { project_id: projectId });
  const report = await callRest(url, 'GET', `/validate/report?project_id=${projectId}&kind=tests`);
  const next = { ...definition, description: 'Greets people, politely.' };
  const secondVersion = await callRest(url, 'PUT', `/skills/${skillId}`, { body: next });
  const unchanged = await callRest(url, 'PUT', `/skills/${skillId}`, { body: next });

  const answers = { skill, project, feature, conflict, code, tests, report, secondVersion, unchanged };
  return { name, skillId, projectId, templates, answers };
}
