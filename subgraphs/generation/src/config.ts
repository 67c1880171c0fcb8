import { join, resolve } from 'node:path';
import { parseConfig, settings } from '@skillwright/service';
import { processSettings, type ParsedConfig } from '@skillwright/subgraph';
import { z } from 'zod';
import { defaultTemplateLimits, type TemplateLimits } from './template/limits.js';

/** The settings of the generation service by their names in the environment. */
export const generationSettings = z.object({
  ...processSettings(4002),
  SKILL_SERVICE_URL: settings.serviceUrl('http://127.0.0.1:4001'),
});

/** The bounds on the time and memory of templates, which may be hostile. */
export interface EngineConfig {
  readonly threads: number;
  readonly deadlineMs: number;
  readonly heapMiB: number;
  readonly maxWaiting: number;
}

const defaultEngineConfig: EngineConfig = { threads: 2, deadlineMs: 10_000, heapMiB: 384, maxWaiting: 1_000 };

/** The configuration of the service, in a process of its own or in one with others. */
export interface GenerationConfig {
  readonly skillUrl: string;
  /** An absolute path. */
  readonly projectsDir: string;
  readonly templatesDir: string;
  /** A folder on the same file system as `projectsDir` and `templatesDir`. */
  readonly outboxDir: string;
  readonly limits: TemplateLimits;
  readonly engine: EngineConfig;
}

/** The configuration of a service that keeps its files below `dataDir`. */
export function createGenerationConfig(at: { readonly dataDir: string; readonly skillUrl: string }): GenerationConfig {
  const dataDir = resolve(at.dataDir);
  return {
    skillUrl: at.skillUrl,
    projectsDir: join(dataDir, 'projects'),
    templatesDir: join(dataDir, 'templates'),
    outboxDir: join(dataDir, 'outbox', 'generation'),
    limits: defaultTemplateLimits,
    engine: defaultEngineConfig,
  };
}

/** Reads the settings of the process. Throws a ConfigError that lists every invalid variable. */
export function parseGenerationConfig(
  env: Readonly<Record<string, string | undefined>>,
): ParsedConfig<GenerationConfig> {
  const set = parseConfig(generationSettings, env);
  return {
    service: createGenerationConfig({ dataDir: set.DATA_DIR, skillUrl: set.SKILL_SERVICE_URL }),
    process: set,
  };
}
