import { execFileSync } from 'node:child_process';

/** Runs a process that reports the state of its compile cache as JSON. */
function run(env: NodeJS.ProcessEnv = {}): { has: boolean; dir: string | null; env: object } {
  const script = `
    import module from 'node:module';
    import { compileCacheEnvironment, enableCompileCache } from ${JSON.stringify(import.meta.resolve('./compile-cache.ts'))};
    enableCompileCache();
    const has = 'enableCompileCache' in module;
    const dir = module.getCompileCacheDir?.() ?? null;
    process.stdout.write(JSON.stringify({ has, dir, env: compileCacheEnvironment() }));`;
  const args = ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const output = execFileSync(process.execPath, args, {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return JSON.parse(output) as ReturnType<typeof run>;
}

describe('the compile cache', () => {
  it('is used and shared with child processes where Node has one', () => {
    const { has, dir, env } = run();
    if (has) expect(dir).toContain('node_modules/.cache/skillwright/compiled');
    else expect(dir).toBeNull();
    expect(env).toEqual(has ? { NODE_COMPILE_CACHE: dir } : {});
  });

  it('is not used when it is turned off', () => {
    expect(run({ NODE_DISABLE_COMPILE_CACHE: '1' })).toMatchObject({ dir: null, env: {} });
  });
});
