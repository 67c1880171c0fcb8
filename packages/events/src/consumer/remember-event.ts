/** A Prisma transaction client, as far as it is used here. */
export interface PrismaTransaction {
  $executeRaw(sql: TemplateStringsArray, ...values: readonly unknown[]): PromiseLike<number>;
}

/** A `pg` client with an open transaction, as far as it is used here. */
export interface PgTransaction {
  query(sql: string, values: unknown[]): PromiseLike<{ readonly rowCount: number | null }>;
}

/**
 * Records in the table `inbox` that `consumer` has handled an event; false if it was recorded before. Use the
 * transaction of the effect.
 */
export async function rememberEvent(
  transaction: PrismaTransaction | PgTransaction,
  consumer: string,
  eventId: string,
): Promise<boolean> {
  if ('$executeRaw' in transaction) {
    const inserted = await transaction.$executeRaw`
      insert into inbox (consumer, event_id) values (${consumer}, ${eventId}::uuid) on conflict do nothing`;
    return inserted === 1;
  }
  const { rowCount } = await transaction.query(
    'insert into inbox (consumer, event_id) values ($1, $2::uuid) on conflict do nothing',
    [consumer, eventId],
  );
  return rowCount === 1;
}
