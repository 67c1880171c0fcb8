import module from 'node:module';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../node_modules/.cache/skillwright/compiled', import.meta.url));

/** Node 22.8 and later; the types are of Node 20. */
interface CachingModule {
  enableCompileCache?(folder: string): unknown;
  getCompileCacheDir?(): string | undefined;
}

/**
 * Has Node keep the compiled code of what is imported from now on, and use it at the next start. Does nothing before Node
 * 22.8, and where the folder cannot be written. NODE_DISABLE_COMPILE_CACHE turns it off.
 */
export function enableCompileCache(): void {
  (module as CachingModule).enableCompileCache?.(folder);
}

/** The settings by which a child process shares the cache of this one. */
export function compileCacheEnvironment(): NodeJS.ProcessEnv {
  const used = (module as CachingModule).getCompileCacheDir?.();
  return used === undefined ? {} : { NODE_COMPILE_CACHE: used };
}
