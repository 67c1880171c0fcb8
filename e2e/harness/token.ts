import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { issuePlatformToken, openPlatformKey, type Scope } from '@skillwright/auth';

/** Issues a token of an hour for a system of this test that requires one, with the platform key of its data folder. */
export async function issueToken(dataDir: string, scopes: readonly Scope[]): Promise<string> {
  const key = await openPlatformKey(join(dataDir, 'keys', 'platform.json'));
  const now = Date.now();
  const claims = { id: randomUUID(), subject: 'ada', scopes };
  return issuePlatformToken(key, { ...claims, issuedAt: new Date(now), expiresAt: new Date(now + 3_600_000) });
}
