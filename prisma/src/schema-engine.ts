import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type { PoolConfig } from 'pg';

/** The glue that wasm-bindgen writes and the package's types leave out. */
interface Bindings {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

let loading: Promise<typeof SchemaEngine> | undefined;

/** Prisma's schema engine on one database, as WebAssembly: the native engine would have to be downloaded. The caller frees it. */
export async function createSchemaEngine(connection: PoolConfig, schema: string): Promise<SchemaEngine> {
  loading ??= loadEngine();
  const Engine = await loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(connection));
  return Engine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter);
}

async function loadEngine(): Promise<typeof SchemaEngine> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = await WebAssembly.compile(await readFile(entry.replace(/\.js$/, '.wasm')));
  const imports = { './schema_engine_bg.js': engineModule as unknown as WebAssembly.ModuleImports };
  const { exports } = await WebAssembly.instantiate(module, imports);
  (engineModule as unknown as Bindings).__wbg_set_wasm(exports);
  (exports as { __wbindgen_start(): void } & WebAssembly.Exports).__wbindgen_start();
  return engineModule.SchemaEngine;
}
