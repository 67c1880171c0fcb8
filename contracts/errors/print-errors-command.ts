import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { errorRegisters } from './error-registers.js';
import { printErrorTable } from './error-table.js';

/** `npm run errors -w contracts`: writes docs/errors.md. With `--check` it only compares. */
const target = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));
const printed = await format(printErrorTable(errorRegisters), { ...(await resolveConfig(target)), parser: 'markdown' });

if (!process.argv.includes('--check')) {
  await writeFile(target, printed);
} else if ((await readFile(target, 'utf8').catch(() => '')) !== printed) {
  process.stderr.write('docs/errors.md is stale: run `npm run codegen` and commit the result.\n');
  process.exitCode = 1;
}
