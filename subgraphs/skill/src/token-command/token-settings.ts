import { authSettings } from '@skillwright/auth/settings';
import { settings } from '@skillwright/service/start-up';
import { z } from 'zod';

/** The settings of the command by their names in the environment. */
export const tokenSettings = z.object({
  SKILLWRIGHT_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL such as https://skillwright.example' })
    .default('http://127.0.0.1:4000')
    .describe('The gateway of the installation, or its skill service.'),
  SKILLWRIGHT_TOKEN: z.string().optional().describe("A token with the scope admin. Unset: the platform's key is used."),
  DATA_DIR: settings.dataDir,
  PLATFORM_KEY: authSettings.PLATFORM_KEY,
});

export type TokenSettings = Readonly<z.output<typeof tokenSettings>>;
