import type { Event } from '@skillwright/contracts/events';
import { knownScopes } from '@skillwright/auth';
import { outboxRow } from '@skillwright/events/outbox';
import type { Prisma } from '@skillwright/prisma/skill';
import type { SkillDatabase } from '../library/prisma-skill-database.js';
import type { TokenRecord } from './token-record.js';
import type { TokenRepository, TokenTransaction } from './token-repository.js';

type TokenRow = Omit<TokenRecord, 'scopes'> & { readonly scopes: readonly string[] };

/** The store of the tokens' records in PostgreSQL. */
export class PrismaTokenRepository implements TokenRepository {
  constructor(private readonly database: SkillDatabase) {}

  async listTokens({
    beforeId,
    limit,
  }: {
    readonly beforeId: string | undefined;
    readonly limit: number;
  }): Promise<TokenRecord[]> {
    // Ids are UUIDv7, so they sort by creation.
    const where = beforeId === undefined ? {} : { id: { lt: beforeId } };
    const rows = await this.database.query((client) =>
      client.token.findMany({ where, orderBy: { id: 'desc' }, take: limit }),
    );
    return rows.map(toRecord);
  }

  countTokens(): Promise<number> {
    return this.database.query((client) => client.token.count());
  }

  transaction<Result>(signal: AbortSignal, work: (transaction: TokenTransaction) => Promise<Result>): Promise<Result> {
    return this.database.transaction((client) => work(new PrismaTokenTransaction(client)), { turn: 'tokens', signal });
  }
}

/** The writes of one PostgreSQL transaction. */
class PrismaTokenTransaction implements TokenTransaction {
  constructor(private readonly client: Prisma.TransactionClient) {}

  countUnexpired(now: Date): Promise<number> {
    return this.client.token.count({ where: { expiresAt: { gt: now } } });
  }

  async insertToken(token: TokenRecord): Promise<void> {
    await this.client.token.create({ data: { ...token, scopes: [...token.scopes] }, select: { id: true } });
  }

  async lockToken(id: string): Promise<TokenRecord | undefined> {
    const [row] = await this.client.$queryRaw<TokenRow[]>`
      SELECT id, name, scopes, created_by AS "createdBy", created_at AS "createdAt", expires_at AS "expiresAt",
        revoked_at AS "revokedAt"
      FROM tokens WHERE id = ${id}::uuid FOR UPDATE`;
    return row && toRecord(row);
  }

  async markRevoked(id: string, at: Date): Promise<void> {
    await this.client.token.update({ where: { id }, data: { revokedAt: at }, select: { id: true } });
  }

  async publish(event: Event): Promise<void> {
    await this.client.outbox.create({ data: outboxRow(event), select: { id: true } });
  }
}

function toRecord(row: TokenRow): TokenRecord {
  return { ...row, scopes: knownScopes(row.scopes) };
}
