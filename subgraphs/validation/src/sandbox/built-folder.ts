import { fileURLToPath } from 'node:url';
import { bringUpToDate } from './bring-up-to-date.js';

const service = new URL('../../', import.meta.url);
const isSource = import.meta.url.endsWith('.ts');

let found: string | undefined;

/**
 * This service's `dist`: programs in the sandbox always run from there, since translating them at each start would cost
 * more than they do. Where the service itself runs from its sources, whatever of `dist` is not built from them is built
 * first. Throws where that fails.
 */
export function findBuiltFolder(): string {
  if (found !== undefined) return found;
  const built = fileURLToPath(new URL('dist', service));
  if (isSource) {
    bringUpToDate({
      sources: fileURLToPath(new URL('src', service)),
      built,
      swcConfig: fileURLToPath(new URL('../../.swcrc', service)),
    });
  }
  found = built;
  return built;
}
