import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Workspace {
  readonly name?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

/** Returns each workspace with the workspaces that it names in its package.json, as the lock file records them. */
async function readWorkspaces(): Promise<Map<string, string[]>> {
  const lockFile = await readFile(join(import.meta.dirname, '../../package-lock.json'), 'utf8');
  const { packages } = JSON.parse(lockFile) as { packages: Record<string, Workspace> };
  const own = Object.entries(packages).flatMap(([path, { name, ...dependencies }]) =>
    name?.startsWith('@skillwright/') && !path.startsWith('node_modules/') ? [{ name, ...dependencies }] : [],
  );
  const names = new Set(own.map(({ name }) => name));
  return new Map(
    own.map(({ name, dependencies, devDependencies, peerDependencies }) => [
      name,
      Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }).filter((other) => names.has(other)),
    ]),
  );
}

/** Returns the first way from a workspace back to itself, or nothing. */
function findCycle(
  workspaces: ReadonlyMap<string, readonly string[]>,
  way: readonly string[] = [],
): string | undefined {
  const next = way.length === 0 ? [...workspaces.keys()] : (workspaces.get(way.at(-1) ?? '') ?? []);
  for (const name of next) {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name].join(' > ');
    const cycle = findCycle(workspaces, [...way, name]);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

it('no workspace needs itself, also not by its tests or by way of others', async () => {
  const workspaces = await readWorkspaces();
  expect(workspaces.size).toBeGreaterThan(10);
  expect(findCycle(workspaces)).toBeUndefined();
});
