import { createTransport } from '@skillwright/events/log';
import { ServiceError, createLogger, newId } from '@skillwright/service';
import { temporaryFolder, waitFor } from '@skillwright/testing';
import { FakeLog } from '../../test/fake-log.js';
import { openAuth, openPlatformKey, issuePlatformToken } from '../index.js';
import { RevokedTokens, unreadRevocations, type RevokedTokensOptions } from './index.js';

const topic = 'token.revoked';
const day = 86_400_000;
let nowMs = Date.parse('2026-12-01T08:00:00Z');
let logged = '';
const logger = createLogger({
  service: 'test',
  level: 'trace',
  destination: { write: (line) => void (logged += line) },
});
const read = ({ value }: { readonly value: string }) => JSON.parse(value) as { id: string; expiresAt: number };
const revocation = (id: string, expiresAt = nowMs + day) => JSON.stringify({ id, expiresAt });

const started: RevokedTokens[] = [];
function follow(transport: RevokedTokensOptions['transport']): RevokedTokens {
  const revoked = new RevokedTokens({ topic, read, transport, logger, now: () => nowMs });
  started.push(revoked);
  revoked.start();
  return revoked;
}
const caughtUp = (revoked: RevokedTokens) =>
  waitFor(() => revoked.status().status === 'up', { description: 'the revoked tokens to be read' });

beforeEach(() => {
  logged = '';
});
afterEach(() => Promise.all(started.splice(0).map((revoked) => revoked.stop())));

describe('the revoked tokens', () => {
  it('are those of the topic from its beginning, and those that come', async () => {
    const folder = await temporaryFolder();
    const log = createTransport({ embedded: folder.path, logger });
    const publish = (id: string) => log.publish([{ topic, key: id, value: revocation(id), headers: {} }]);
    for (const id of ['a', 'b', 'c']) await publish(id);
    const revoked = follow(log);
    await caughtUp(revoked);
    expect(['a', 'b', 'c', 'd'].map((id) => revoked.isRevoked(id))).toEqual([true, true, true, false]);
    const told: string[] = [];
    const stop = revoked.onRevoked((id) => told.push(id));
    for (const id of ['d', 'd', 'a']) await publish(id);
    await waitFor(() => revoked.isRevoked('d'), { description: 'the new one' });
    stop();
    await publish('e');
    await waitFor(() => revoked.isRevoked('e'), { description: 'the last one' });
    expect(told).toEqual(['d']);
    await revoked.stop();
    await log.close();
    await folder.dispose();
  });

  it('are none in an empty topic', async () => {
    const revoked = follow(new FakeLog(topic));
    await caughtUp(revoked);
    expect(revoked.isRevoked('a')).toBe(false);
  });

  it('are not known before all were read, so nobody is let in unseen', async () => {
    const log = new FakeLog(topic);
    await log.publish(revocation('a'));
    log.away = new ServiceError('BROKER_UNAVAILABLE', 'unavailable', 'The broker is starting.');
    const revoked = follow(log);
    const isKnown = () => revoked.isRevoked('a');
    expect(isKnown).toThrow(expect.objectContaining({ code: 'REVOCATIONS_UNKNOWN', category: 'unavailable' }));
    await waitFor(() => revoked.status()['reason'] !== 'the revoked tokens are not read yet', {
      description: 'the failure',
    });
    expect(revoked.status()).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('The broker is starting'),
    });
    expect(isKnown).toThrow('Try again in a moment');
    log.away = undefined;
    await caughtUp(revoked);
    expect(isKnown()).toBe(true);
  });

  it('stay known while the log is away, and go on where they ended', async () => {
    const log = new FakeLog(topic);
    await log.publish(revocation('a'));
    const revoked = follow(log);
    await caughtUp(revoked);
    const told: string[] = [];
    revoked.onRevoked((id) => told.push(id));
    log.away = new Error('The broker is away.');
    log.fail(log.away);
    await waitFor(() => revoked.status().status === 'down', { description: 'the failure' });
    expect([revoked.isRevoked('a'), revoked.isRevoked('b')]).toEqual([true, false]);
    await log.publish(revocation('b'));
    log.away = undefined;
    await waitFor(() => told.length > 0, { description: 'the record of the meantime' });
    expect(told).toEqual(['b']);
    expect(log.opened).toBe(2);
  });

  it('stay known when the topic is another one of its name, which is read from its beginning', async () => {
    const log = new FakeLog(topic);
    await log.publish(revocation('a'));
    const revoked = follow(log);
    await caughtUp(revoked);
    log.records.length = 0;
    await Promise.all([log.publish(revocation('b'))]);
    log.records.length = 0;
    await log.publish(revocation('c'));
    log.fail(new ServiceError('OFFSET_OUT_OF_RANGE', 'internal', 'The record is gone.'));
    await waitFor(() => log.opened === 2 && revoked.status().status === 'up', { description: 'the next reading' });
    expect(['a', 'b', 'c'].map((id) => revoked.isRevoked(id))).toEqual([true, true, true]);
  });

  it('are forgotten when their tokens have expired, so that memory is bounded', async () => {
    const log = new FakeLog(topic);
    await log.publish(revocation('past', nowMs - day));
    const revoked = follow(log);
    await caughtUp(revoked);
    expect(revoked.status()['revoked']).toBe(0);
    for (let week = 0; week < 10; week += 1) {
      for (let index = 0; index < 400; index += 1) await log.publish(revocation(`${week}-${index}`));
      nowMs += 7 * day;
    }
    expect(revoked.status()['revoked']).toBeLessThan(1_400);
    await log.publish(revocation('new'));
    expect(revoked.isRevoked('new')).toBe(true);
  });

  it('are kept as long as a slow clock would accept the token', async () => {
    const log = new FakeLog(topic);
    await log.publish(revocation('a', nowMs - 59_000));
    const revoked = follow(log);
    await caughtUp(revoked);
    expect(revoked.isRevoked('a')).toBe(true);
  });

  it('do not end with a record that cannot be read', async () => {
    const log = new FakeLog(topic);
    await log.publish('{');
    await log.publish(revocation('a'));
    const revoked = follow(log);
    await caughtUp(revoked);
    expect(revoked.isRevoked('a')).toBe(true);
    expect(logged).toContain('a record of the revoked tokens is not readable');
  });

  it('report a topic that has lost records', async () => {
    const log = new FakeLog(topic);
    log.earliest = 3;
    await caughtUp(follow(log));
    expect(logged).toContain('has lost records');
  });
});

describe('the authentication of a process', () => {
  async function identify(registry: RevokedTokens | typeof unreadRevocations) {
    const folder = await temporaryFolder();
    const platformKey = `${folder.path}/key.json`;
    const auth = await openAuth({ mode: 'required', platformKey, issuer: undefined }, { registry });
    const id = newId();
    const issuedAt = new Date();
    const token = await issuePlatformToken(await openPlatformKey(platformKey), {
      ...{ id, subject: 'ci', scopes: ['admin'], issuedAt, expiresAt: new Date(issuedAt.getTime() + day) },
    });
    await folder.dispose();
    return { id, identity: () => auth.identify(`Bearer ${token}`) };
  }

  it('answers that it cannot check a token until it has read the revoked ones, then accepts it, then refuses it', async () => {
    nowMs = Date.now();
    const log = new FakeLog(topic);
    const revoked = new RevokedTokens({ topic, read, transport: log, logger });
    started.push(revoked);
    const { id, identity } = await identify(revoked);
    expect((await identity()).refusal).toMatchObject({ code: 'REVOCATIONS_UNKNOWN' });
    revoked.start();
    await caughtUp(revoked);
    const accepted = await identity();
    expect([accepted.refusal, accepted.principal.subject]).toEqual([undefined, 'ci']);
    const ended = new Promise<void>((resolve) => accepted.onEnd?.(resolve));
    await log.publish(revocation(id));
    await ended;
    expect((await identity()).refusal).toMatchObject({ code: 'UNAUTHENTICATED', message: 'The token is revoked.' });
  });

  it('ends a stream whose token was revoked before anybody listened', async () => {
    nowMs = Date.now();
    const log = new FakeLog(topic);
    const revoked = follow(log);
    await caughtUp(revoked);
    const { id, identity } = await identify(revoked);
    const { onEnd } = await identity();
    await log.publish(revocation(id));
    await new Promise<void>((resolve) => onEnd?.(resolve));
  });

  it('refuses tokens of the platform where it has no event log', async () => {
    const { identity } = await identify(unreadRevocations);
    expect((await identity()).refusal).toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining('KAFKA_BROKERS'),
    });
  });
});
