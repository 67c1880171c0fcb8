import type { Prisma } from '@skillwright/prisma/skill';

/**
 * Stores contents under their digests, each once in the whole library, and holds them until the commit: another
 * transaction that drops contents waits, and then sees that these are used.
 */
export async function storeContents(
  client: Prisma.TransactionClient,
  contents: ReadonlyMap<string, Buffer>,
): Promise<void> {
  // All in one order, so that transactions with contents in common wait for each other and never in a ring.
  const digests = [...contents.keys()].sort();
  let missing = await findMissing(client, digests);
  while (missing.length > 0) {
    await client.blob.createMany({
      data: missing.map((digest) => toRow(digest, contents.get(digest) ?? Buffer.alloc(0))),
      skipDuplicates: true,
    });
    // Contents that another transaction stored first can be relied on once they are held.
    missing = await findMissing(client, missing);
  }
}

/** Drops those contents that no version has any more. */
export async function dropUnusedContents(client: Prisma.TransactionClient, digests: readonly string[]): Promise<void> {
  // The lock comes in a statement of its own: a transaction that held a content has committed before its users are looked for.
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
