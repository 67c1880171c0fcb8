import { fileURLToPath } from 'node:url';

const isSource = import.meta.url.endsWith('.ts');

/** Lets Node read TypeScript and JSX. */
export const translate = ['--import', 'file:///opt/node_modules/tsx/dist/loader.mjs'];

/** Whether our own files need to be translated, as they do in development. */
export const ownNeedsTranslation = isSource;

/** The path of one of the files here, named without its ending. */
export function ownFile(name: string): string {
  return fileURLToPath(new URL(`${name}${isSource ? '.ts' : '.js'}`, import.meta.url));
}
