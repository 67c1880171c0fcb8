import { callRest } from '../harness/rest.js';
import { templateFiles } from '../harness/sample-skill.js';

/** The code of the rule that each path of a set breaks, by the path's index. Empty when the service accepts the set. */
export type Verdicts = Readonly<Record<number, string>>;

interface Problem {
  readonly errors: readonly { readonly code: string; readonly path: string }[];
}

/** Sends the files to `POST /skills`. */
export async function postSkill(url: string, name: string, paths: readonly string[]): Promise<Verdicts> {
  const definition = { name, description: 'Holds files.', instructions: '# Do', files: toFiles(paths) };
  return verdictsOf(await callRest(url, 'POST', '/skills', { body: definition }), 201);
}

/** Sends the files to `POST /validate/code` without waiting for the report. */
export async function postCode(url: string, paths: readonly string[]): Promise<Verdicts> {
  const headers = { prefer: 'respond-async' };
  return verdictsOf(await callRest(url, 'POST', '/validate/code', { body: { files: toFiles(paths) }, headers }), 202);
}

const toFiles = (paths: readonly string[]) => paths.map((path) => ({ path, content: '' }));

function verdictsOf({ status, body }: { status: number; body: unknown }, accepted: number): Verdicts {
  if (status === accepted) return {};
  expect(status).toBe(422);
  return Object.fromEntries(
    (body as Problem).errors.map(({ code, path }) => [/^files\[(\d+)\]\.path$/.exec(path)?.[1] ?? path, code]),
  );
}

/** The number of parts of the deepest path that a template of {@link templatesOf} can generate. */
export const templateDepth = 4;

/** Returns templates that generate one or two files at any path of up to four parts. Each part is a parameter. */
export function templatesOf(): { readonly path: string; readonly content: string }[] {
  const depths = Array.from({ length: templateDepth }, (_, index) => index + 1);
  const one = depths.map((depth) => [depth]);
  const two = depths.flatMap((first) => depths.map((second) => [first, second]));
  return [...one, ...two].flatMap((set) => {
    const names = set.flatMap((depth, file) => parametersOf(file, depth));
    const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    const manifest = `kind: project\ndescription: Makes files.\nparameters: ${JSON.stringify({ properties })}\n`;
    const files = set.map((depth, file) => [
      parametersOf(file, depth)
        .map((name) => `{{${name}}}`)
        .join('/'),
      '',
    ]);
    return templateFiles(nameOf(set), manifest, Object.fromEntries(files) as Record<string, string>);
  });
}

/**
 * Generates one or two files at these paths in a dry run of `POST /generate/project`. Returns the code of the rule that
 * refuses them, or undefined.
 */
export async function generate(url: string, skill: string, paths: readonly string[]): Promise<string | undefined> {
  const parts = paths.map((path) => path.split('/'));
  const parameters = Object.fromEntries(
    parts.flatMap((values, file) => parametersOf(file, values.length).map((name, index) => [name, values[index]])),
  );
  const spec = { name: 'shop', template: `${skill}/${nameOf(parts.map(({ length }) => length))}`, parameters };
  const { status, body } = await callRest(url, 'POST', '/generate/project', { body: { spec, dry_run: true } });
  if (status !== 200) return (body as Problem).errors.map(({ code }) => code).join();
  expect((body as { files: { path: string }[] }).files.map(({ path }) => path).sort()).toEqual([...paths].sort());
  return undefined;
}

const nameOf = (depths: readonly number[]): string => `depth-${depths.join('-')}`;

const parametersOf = (file: number, depth: number): string[] =>
  Array.from({ length: depth }, (_, index) => `${'ab'[file] ?? ''}${index}`);
