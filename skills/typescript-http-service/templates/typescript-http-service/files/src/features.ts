import { readdir } from "node:fs/promises";
import type { FastifyPluginAsync } from "fastify";

export interface Feature {
  name: string;
  plugin: FastifyPluginAsync;
}

const folder = new URL("./features/", import.meta.url);

/** One feature for each folder in `features`, by name; throws if its `plugin.ts` exports no `plugin`. */
export async function loadFeatures(): Promise<Feature[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(names.map(loadFeature));
}

async function loadFeature(name: string): Promise<Feature> {
  const file = new URL(`${name}/plugin.js`, folder);
  const { plugin } = (await import(file.href)) as Partial<Feature>;
  if (plugin === undefined) {
    throw new Error(`The feature "${name}" exports no plugin.`);
  }
  return { name, plugin };
}
