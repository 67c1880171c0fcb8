import { createEvent, type Event } from '@skillwright/contracts/events';
import type { Caller } from '@skillwright/service';
import type { TokenRecord } from './token-record.js';

export function tokenCreated(token: TokenRecord, caller: Caller): Event {
  const at = token.createdAt;
  return createEvent('token.created', token.id, dataOf(token, at, caller), options(caller, at));
}

export function tokenRevoked(token: TokenRecord, at: Date, caller: Caller): Event {
  return createEvent('token.revoked', token.id, dataOf(token, at, caller), options(caller, at));
}

const dataOf = ({ id, name, scopes, expiresAt }: TokenRecord, at: Date, { principal }: Caller) => ({
  ...{ id, name, scopes },
  expires_at: expiresAt.toISOString(),
  actor: principal.subject,
  timestamp: at.toISOString(),
});

const options = ({ traceparent }: Caller, at: Date) => ({
  source: '/skillwright/skill',
  traceparent,
  now: () => at,
});
