import { z } from 'zod';

/** The settings of authentication, by their names in the environment. Every service has them. */
export const authSettings = {
  AUTH: z
    .enum(['none', 'required'], { error: 'must be none or required' })
    .optional()
    .describe('Whether requests need a token: none or required; required by default if AUTH_ISSUER is set.'),
  AUTH_ISSUER: z.string().optional().describe('The issuer whose tokens are accepted: their `iss`.'),
  AUTH_JWKS: z.string().optional().describe("The issuer's public keys (JWKS): the path of a file, or a URL."),
  AUTH_AUDIENCE: z.string().optional().describe("The platform's name in the issuer's tokens: their `aud`."),
  PLATFORM_KEY: z
    .string()
    .optional()
    .describe("The file of the installation's own key, an Ed25519 key as a JWK; made at the first start."),
  MONITORING_ACCESS: z
    .enum(['open', 'admin'], { error: 'must be open or admin' })
    .default('open')
    .describe(
      'Whose requests may read /metrics and the parts of /readyz: open (all) or admin (those with this scope).',
    ),
} as const;

/** Values of the settings, as parsed. */
export type AuthSettingValues = Readonly<z.output<z.ZodObject<typeof authSettings>>>;
