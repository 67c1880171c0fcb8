import module from 'node:module';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../node_modules/.cache/skillwright/compiled', import.meta.url));

/** Members of `node:module` since Node 22.8; the installed types describe Node 20. */
interface CachingModule {
  enableCompileCache?(folder: string): unknown;
  getCompileCacheDir?(): string | undefined;
}

/**
 * Turns on Node's compile cache: modules that are imported from now on are compiled once, and the next start uses the
 * result. Does nothing before Node 22.8 or where the folder cannot be written. NODE_DISABLE_COMPILE_CACHE turns it off.
 */
export function enableCompileCache(): void {
  (module as CachingModule).enableCompileCache?.(folder);
}

/** Returns the environment variables that make a child process share this process's compile cache. */
export function compileCacheEnvironment(): NodeJS.ProcessEnv {
  const used = (module as CachingModule).getCompileCacheDir?.();
  return used === undefined ? {} : { NODE_COMPILE_CACHE: used };
}
