import { findPlatformKey, issuePlatformToken, scopes } from '@skillwright/auth';
import { platformKeyPath } from '@skillwright/auth/settings';
import { newId } from '@skillwright/service';
import { ConfigError } from '@skillwright/service/start-up';
import type { TokenSettings } from './token-settings.js';

const localSeconds = 60;

/**
 * Returns the token with which the command is allowed to act: the given one, or one of a minute that is signed by the
 * platform's key on this machine. Throws a ConfigError if there is neither.
 */
export async function adminToken(set: TokenSettings): Promise<string> {
  if (set.SKILLWRIGHT_TOKEN !== undefined) return set.SKILLWRIGHT_TOKEN;
  const path = platformKeyPath(set);
  const key = await findPlatformKey(path);
  if (!key) {
    throw new ConfigError([
      `SKILLWRIGHT_TOKEN: is not set, and there is no platform key at ${path}. Set it to a token with the scope admin; ` +
        'or set DATA_DIR or PLATFORM_KEY to those of the installation, which makes its key at its first start with AUTH=required.',
    ]);
  }
  const issuedAt = new Date();
  return issuePlatformToken(key, {
    ...{ id: newId(), subject: 'operator', scopes, issuedAt },
    expiresAt: new Date(issuedAt.getTime() + localSeconds * 1000),
  });
}
