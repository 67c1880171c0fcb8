import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');

/** Generates the client of one service's database. */
function generate(service) {
  const schema = new URL(`${service}/schema.prisma`, import.meta.url).pathname;
  const child = spawn(process.execPath, [prisma, 'generate', '--schema', schema, '--no-hints'], {
    cwd: new URL('.', import.meta.url).pathname,
    env: {
      ...process.env,
      // `prisma generate` needs no schema engine, but downloads one unless an existing executable is named.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`prisma generate failed for ${service}:\n${output}`)),
    );
  });
}

await Promise.all(['skill', 'validation'].map(generate));
