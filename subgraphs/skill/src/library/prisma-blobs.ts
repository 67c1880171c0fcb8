import type { Prisma } from '@skillwright/prisma/skill';

/**
 * Stores contents under their digests, each once in the whole library, and locks them until the commit: another
 * transaction that deletes unused contents waits, and then sees that these are used.
 */
export async function storeContents(
  client: Prisma.TransactionClient,
  contents: ReadonlyMap<string, Buffer>,
): Promise<void> {
  // All transactions use one order, so that transactions with common contents cannot end in a deadlock.
  const digests = [...contents.keys()].sort();
  let missing = await findMissing(client, digests);
  while (missing.length > 0) {
    await client.blob.createMany({
      data: missing.map((digest) => toRow(digest, contents.get(digest) ?? Buffer.alloc(0))),
      skipDuplicates: true,
    });
    // Contents of another transaction are safe to use once this transaction has locked them.
    missing = await findMissing(client, missing);
  }
}

/** Deletes the contents that no version has any more. */
export async function dropUnusedContents(client: Prisma.TransactionClient, digests: readonly string[]): Promise<void> {
  // The lock is a statement of its own, so that the search for users comes after the commit of a transaction that held
  // it.
  await client.$queryRaw`
    SELECT 1 FROM blobs WHERE digest = ANY(${[...digests]}) ORDER BY digest FOR UPDATE`;
  await client.$executeRaw`
    DELETE FROM blobs b WHERE digest = ANY(${[...digests]})
      AND NOT EXISTS (SELECT 1 FROM skill_files f WHERE f.digest = b.digest)`;
}

async function findMissing(client: Prisma.TransactionClient, digests: readonly string[]): Promise<string[]> {
  const held = await client.$queryRaw<{ digest: string }[]>`
    SELECT digest FROM blobs WHERE digest = ANY(${[...digests]}) ORDER BY digest FOR KEY SHARE`;
  const there = new Set(held.map(({ digest }) => digest));
  return digests.filter((digest) => !there.has(digest));
}

const toRow = (digest: string, content: Buffer) => ({
  digest,
  size: content.length,
  content: Uint8Array.from(content),
});
