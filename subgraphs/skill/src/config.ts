import { fileURLToPath } from 'node:url';
import { parseConfig, settings } from '@skillwright/service';
import { processSettings, type ParsedConfig } from '@skillwright/subgraph';
import { z } from 'zod';

/** The skill service's settings by their names in the environment. */
export const skillSettings = z.object({
  ...processSettings(4001),
  SKILL_DATABASE_URL: settings.databaseUrl,
  GENERATION_SERVICE_URL: settings.serviceUrl('http://127.0.0.1:4002'),
  VALIDATION_SERVICE_URL: settings.serviceUrl('http://127.0.0.1:4003'),
  SKILLS_DIR: z
    .string()
    .default(fileURLToPath(new URL('../../../skills', import.meta.url)))
    .describe('The folder of the first-party skills, with which the library is seeded.'),
});

/** The settings that the service needs in every kind of process. */
export interface SkillConfig {
  readonly databaseUrl: string;
  readonly generationUrl: string;
  readonly validationUrl: string;
  /** The folder of the first-party skills. Undefined: none is seeded. */
  readonly skillsDir: string | undefined;
}

/** Reads the settings of the process. Throws a ConfigError that lists every invalid variable. */
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
