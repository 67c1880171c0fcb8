import { messageOf } from './message-of.js';

describe('the message of what was thrown', () => {
  it.each<[string, unknown, string]>([
    ['an error', new TypeError('no such file'), 'no such file'],
    ['an error of another context', { name: 'Error', message: 'elsewhere' }, 'elsewhere'],
    ['an error without a message but with a code', Object.assign(new AggregateError([]), { code: 'EAI' }), 'EAI'],
    ['an error without message and code', new AggregateError([]), 'AggregateError'],
    ['a text', 'stopped', 'stopped'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['an object without any of these', {}, '[object Object]'],
  ])('of %s', (_case, thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });
});
