import Module, { isBuiltin, register } from 'node:module';

/** Our own program, Node and the toolchain; mounted read-only, and nothing of a project ever lies there. */
const home = '/opt/';

type Resolve = (request: string, ...rest: unknown[]) => string;

/**
 * Makes this process load modules from the installation alone, and closes the prototypes that all objects share to new
 * members. A tool that is led to a project's file can then not run it, and no project can leave anything to the next.
 */
export function seal(): void {
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, ...rest) => {
    const file = resolve.call(loader, request, ...rest);
    if (isBuiltin(file) || file.startsWith(home)) return file;
    throw refusal(request);
  };
  register(`data:text/javascript,${encodeURIComponent(importHook)}`);
  for (const shared of [Object, Array, Function, String, Number, Promise, Map, Set, RegExp, Error]) {
    Object.preventExtensions<object>(shared.prototype);
  }
}

function refusal(request: string): Error {
  return new Error(`${JSON.stringify(request)} is not a module of this installation.`);
}

/** Runs beside this thread (node:module, Customization Hooks), and sees every `import`. */
const importHook = `export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  if (found.url.startsWith('node:') || found.url.startsWith('file://${home}')) return found;
  throw new Error(JSON.stringify(specifier) + ' is not a module of this installation.');
}`;
