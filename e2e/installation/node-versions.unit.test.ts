import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minVersion, satisfies } from 'semver';

const root = join(import.meta.dirname, '../..');

interface Manifest {
  readonly engines?: { readonly node?: string };
  readonly optional?: boolean;
}

async function readJson<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(join(root, name), 'utf8')) as T;
}

describe('the lock file', () => {
  it('has no package that refuses the oldest promised version of Node', async () => {
    const { engines } = await readJson<Manifest>('package.json');
    const oldest = minVersion(engines?.node ?? '')?.version ?? '';
    expect(oldest).toMatch(/^\d+\.\d+\.\d+$/);
    const { packages } = await readJson<{ packages: Record<string, Manifest> }>('package-lock.json');
    const refusing = Object.entries(packages).filter(([, { engines: its }]) => !satisfies(oldest, its?.node ?? '*'));
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    expect(refusing.map(([name, { engines: its }]) => `${name}: ${its?.node}`)).toEqual([]);
  });
});
