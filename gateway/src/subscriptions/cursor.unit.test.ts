import { decodeCursor, encodeCursor } from './cursor.js';
import { LogPositions } from './log-positions.js';

describe('a cursor', () => {
  it('contains the position of a subscriber in every topic', () => {
    const positions = LogPositions.from({ 'skill.created': [3, 0, 7], 'validation.completed': { 0: 12 } });
    const read = decodeCursor(encodeCursor(positions));
    expect(read.next('skill.created', 2)).toBe(7);
    expect(read.toJSON()).toEqual(positions.toJSON());
  });

  it('leaves out unknown partitions', () => {
    const sparse = LogPositions.from({ 'skill.created': { 2: 5 } });
    const read = decodeCursor(encodeCursor(sparse));
    expect([read.next('skill.created', 0), read.next('skill.created', 2)]).toEqual([undefined, 5]);
  });

  it('ignores topics that no longer exist', () => {
    const cursor = Buffer.from('[1,{"old.topic":[1],"skill.created":[2]}]').toString('base64url');
    expect(decodeCursor(cursor).toJSON()).toEqual({ 'skill.created': [2] });
  });

  it.each([
    ['nothing', ''],
    ['other text', 'hello'],
    ['another version', Buffer.from('[2,{}]').toString('base64url')],
    ['a negative offset', Buffer.from('[1,{"skill.created":[-1]}]').toString('base64url')],
    ['an offset that is not a number', Buffer.from('[1,{"skill.created":["1"]}]').toString('base64url')],
    ['too much', Buffer.from(`[1,{"${'x'.repeat(20_000)}":[]}]`).toString('base64url')],
  ])('of %s is refused', (_, cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'EVENT_CURSOR_INVALID' }));
  });
});
