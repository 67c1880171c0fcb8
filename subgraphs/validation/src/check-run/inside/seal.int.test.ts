import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@skillwright/testing';

describe('a sealed process', () => {
  it('loads no module but those of the installation, in whatever way it is asked', async () => {
    const folder = await temporaryFolder();
    const module = join(folder.path, 'planted');
    writeFileSync(`${module}.mjs`, 'console.log("ran");');
    writeFileSync(`${module}.cjs`, 'console.log("ran");');
    writeFileSync(`${module}.json`, '{}');
    const script = `
      import { createRequire } from 'node:module';
      import { seal } from ${JSON.stringify(new URL('seal.ts', import.meta.url).href)};
      seal();
      const require = createRequire(import.meta.url);
      const tries = {
        import: () => import('${module}.mjs'),
        importUrl: () => import('file://${module}.cjs'),
        importData: () => import('data:text/javascript,console.log("ran")'),
        importJson: () => import('${module}.json', { with: { type: 'json' } }),
        require: () => require('${module}.cjs'),
        requireJson: () => require('${module}.json'),
        requireFromThere: () => createRequire('${module}.cjs')('./planted.cjs'),
        builtin: () => import('node:fs'),
        inheritance: () => { Object.prototype.left = 1; },
      };
      for (const [name, act] of Object.entries(tries)) {
        const outcome = await Promise.resolve().then(act).then(() => 'allowed', () => 'refused');
        console.log(name, outcome);
      }`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', script],
      { encoding: 'utf8', cwd: new URL('.', import.meta.url) },
    );
    await folder.dispose();
    expect(stdout.trim().split('\n')).toEqual([
      ...['import', 'importUrl', 'importData', 'importJson', 'require', 'requireJson', 'requireFromThere'].map(
        (name) => `${name} refused`,
      ),
      'builtin allowed',
      'inheritance refused',
    ]);
    expect(stderr).toBe('');
  });
});
