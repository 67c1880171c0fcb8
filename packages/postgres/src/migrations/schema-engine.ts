import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Pool } from 'pg';
import { createEngineAdapter } from './engine-adapter.js';

// Node has it, but its types are only in the library for browsers.
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: Record<string, object>): Promise<{ exports: { __wbindgen_start(): void } }>;
};

/** The functions that wasm-bindgen generates and the types of the package omit. */
interface Bindings {
  __wbg_set_wasm(exports: object): void;
}

let loading: Promise<typeof SchemaEngine> | undefined;

/**
 * Calls `use` with Prisma's schema engine for one database. The engine is WebAssembly: the native one would have to be
 * downloaded.
 */
export async function withSchemaEngine<T>(
  pool: Pool,
  schema: string,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= loadEngine();
  const Engine = await loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(createEngineAdapter(pool));
  const engine = await Engine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter);
  try {
    return await use(engine);
  } finally {
    engine.free();
  }
}

async function loadEngine(): Promise<typeof SchemaEngine> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = await WebAssembly.compile(await readFile(entry.replace(/\.js$/, '.wasm')));
  const imports = { ...engineModule, ...createTimerImport() };
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports });
  (engineModule as unknown as Bindings).__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return engineModule.SchemaEngine;
}

// The schema engine limits its wait for a lock to ten seconds and never clears that timer, which would keep the process
// alive.
function createTimerImport(): Record<string, (callback: () => void, delayMs: number) => NodeJS.Timeout> {
  const name = Object.keys(engineModule).find((key) => key.startsWith('__wbg_setTimeout_'));
  return name ? { [name]: (callback, delayMs) => setTimeout(callback, delayMs).unref() } : {};
}
