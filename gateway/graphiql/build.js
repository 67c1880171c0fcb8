import { copyFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// Bundles GraphiQL from its npm package into dist/graphiql-page/, so that the gateway itself serves every file of the
// page.
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = here('../dist/graphiql-page/');

await rm(target, { recursive: true, force: true });
await build({
  entryPoints: {
    page: here('page.js'),
    'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
    'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
    'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
  },
  outdir: target,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  // The packages contain their licences; the bundle names them at its end.
  legalComments: 'eof',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file', '.woff2': 'file' },
  assetNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  logLevel: 'warning',
});
await copyFile(here('index.html'), `${target}index.html`);
