import { EventBuffer } from './event-buffer.js';
import { LogPositions } from './log-positions.js';

const entry = (offset: number, partition = 0) => ({
  topic: 'skill.created',
  partition,
  offset,
  bytes: 10,
  event: undefined,
});

function filled(count: number, limits: { maxEvents: number; maxBytes: number }): EventBuffer {
  const buffer = new EventBuffer(LogPositions.from({ 'skill.created': [100] }), limits);
  for (let index = 0; index < count; index += 1) buffer.append(entry(100 + index));
  return buffer;
}

describe('the buffer of events', () => {
  it('holds events by sequence number, and the positions before and after them', () => {
    const buffer = filled(3, { maxEvents: 10, maxBytes: 1_000 });
    expect([buffer.firstSeq, buffer.nextSeq, buffer.at(2).offset]).toEqual([0, 3, 102]);
    expect([buffer.start.toJSON(), buffer.end.toJSON()]).toEqual([
      { 'skill.created': [100] },
      { 'skill.created': [103] },
    ]);
  });

  it.each([
    ['their number', { maxEvents: 4, maxBytes: 1_000 }],
    ['their bytes', { maxEvents: 1_000, maxBytes: 40 }],
  ])('removes the oldest ones by %s', (_, limits) => {
    const buffer = filled(1_000, limits);
    expect([buffer.firstSeq, buffer.nextSeq, buffer.start.next('skill.created', 0)]).toEqual([996, 1_000, 1_096]);
    expect(buffer.at(996).offset).toBe(1_096);
    expect(() => buffer.at(995)).toThrow(RangeError);
  });

  it('accepts a subscriber that needs no removed event and only events of the newer half', () => {
    const topics = new Set(['skill.created']);
    const buffer = filled(20, { maxEvents: 10, maxBytes: 1_000 });
    const holdsAfter = (next: number) => buffer.holdsAfter(LogPositions.from({ 'skill.created': [next] }), topics);
    expect([109, 110, 114, 115, 120].map(holdsAfter)).toEqual([false, false, false, true, true]);
    expect(buffer.holdsAfter(LogPositions.from({}), new Set(['skill.deleted']))).toBe(true);
  });

  it('does not keep an event that is over the limit by itself', () => {
    const buffer = filled(0, { maxEvents: 10, maxBytes: 5 });
    buffer.append(entry(100));
    expect([buffer.firstSeq, buffer.nextSeq]).toEqual([1, 1]);
  });
});

describe('positions in the log', () => {
  it('only move forward', () => {
    const positions = LogPositions.from({ 'skill.created': [5] });
    positions.advance('skill.created', 0, 3);
    positions.advanceTo(LogPositions.from({ 'skill.created': [4, 9] }));
    expect(positions.toJSON()).toEqual({ 'skill.created': [5, 9] });
  });

  it('reach other positions if no partition of the topics is behind', () => {
    const positions = LogPositions.from({ 'skill.created': [5, 5] });
    const reaches = (offsets: number[]) =>
      positions.reaches(LogPositions.from({ 'skill.created': offsets }), ['skill.created']);
    expect([reaches([5, 5]), reaches([4]), reaches([5, 6]), reaches([0, 0, 0])]).toEqual([true, true, false, false]);
  });
});
