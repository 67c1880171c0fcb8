import { fileURLToPath } from 'node:url';
import { parseConfig, settings } from '@skillwright/service';
import { processSettings, type ParsedConfig } from '@skillwright/subgraph';
import { z } from 'zod';

/** The skill service's settings, as the environment names them. */
export const skillSettings = z.object({
  ...processSettings(4001),
  SKILL_DATABASE_URL: settings.databaseUrl,
  GENERATION_SERVICE_URL: settings.serviceUrl('http://127.0.0.1:4002'),
  VALIDATION_SERVICE_URL: settings.serviceUrl('http://127.0.0.1:4003'),
  SKILLS_DIR: z
    .string()
    .default(fileURLToPath(new URL('../../../skills', import.meta.url)))
    .describe('The folder of first-party skills that a library is seeded with.'),
});

/** What the service needs to know, wherever it runs. */
export interface SkillConfig {
  readonly databaseUrl: string;
  readonly generationUrl: string;
  readonly validationUrl: string;
  /** The folder of first-party skills; undefined seeds none. */
  readonly skillsDir: string | undefined;
}

/** The settings of the process. Throws ConfigError that names every bad variable. */
export function parseSkillConfig(env: Readonly<Record<string, string | undefined>>): ParsedConfig<SkillConfig> {
  const set = parseConfig(skillSettings, env);
  const service: SkillConfig = {
    databaseUrl: set.SKILL_DATABASE_URL,
    generationUrl: set.GENERATION_SERVICE_URL,
    validationUrl: set.VALIDATION_SERVICE_URL,
    skillsDir: set.SKILLS_DIR,
  };
  return { service, process: set };
}
