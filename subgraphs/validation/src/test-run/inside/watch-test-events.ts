import { EventEmitter } from 'node:events';
import type { TestEvent } from 'node:test/reporters';

const { emit } = EventEmitter.prototype;
const { apply } = Reflect;

/**
 * Calls back with every event of node:test, in the call by which node:test tells it: no stream, list or iterator, which the
 * project's code may replace, lies between. Has to be called before the first test is declared.
 */
export function watchTestEvents(onEvent: (event: TestEvent) => void): void {
  // The stream of events shows itself to nobody but its reporters, and to these as what is read from it.
  EventEmitter.prototype.emit = function (this: EventEmitter, ...event: [string | symbol, ...unknown[]]) {
    if (typeof event[0] !== 'string' || !event[0].startsWith('test:')) return apply(emit, this, event);
    EventEmitter.prototype.emit = emit;
    watch(this, onEvent);
    return this.emit(...event);
  };
}

function watch(stream: EventEmitter, onEvent: (event: TestEvent) => void): void {
  const value = (type: string, data: unknown) => {
    onEvent({ type, data } as TestEvent);
    return apply(emit, stream, [type, data]);
  };
  Object.defineProperty(stream, 'emit', { value });
  Object.freeze(Object.getPrototypeOf(stream));
}
