import { fileURLToPath } from 'node:url';
import { bringUpToDate } from './bring-up-to-date.js';

const service = new URL('../../', import.meta.url);
const isSource = import.meta.url.endsWith('.ts');

let found: string | undefined;

/**
 * Returns this service's `dist`. Programs in the sandbox always run from there: translating them costs a second at each
 * start. Where the service itself runs from its sources, the files of `dist` that do not match them are built first.
 * Throws where that fails.
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
