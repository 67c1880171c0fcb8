import { createLineReader } from './read-lines.js';

function read(chunks: readonly string[], maxBytes = 100) {
  const lines: string[] = [];
  const take = createLineReader({ maxBytes, onLine: (line) => lines.push(line) });
  chunks.forEach((chunk) => take(Buffer.from(chunk)));
  return lines;
}

describe('reading lines', () => {
  it('puts lines together that come in pieces, and parts those that come at once', () => {
    expect(read(['a', 'b\nc\n', '\nd'])).toEqual(['ab', 'c', '']);
  });

  it('does not break characters that come in two chunks', () => {
    const bytes = Buffer.from('é\n');
    const lines: string[] = [];
    const take = createLineReader({ maxBytes: 9, onLine: (line) => lines.push(line) });
    take(bytes.subarray(0, 1));
    take(bytes.subarray(1));
    expect(lines).toEqual(['é']);
  });

  it('throws at a line that is too long, also before its end has come', () => {
    expect(() => read(['ok\n', 'x'.repeat(60), 'x'.repeat(60)])).toThrow('a line of more than 100 bytes');
    expect(() => read([`${'x'.repeat(101)}\n`])).toThrow('a line of more than 100 bytes');
    expect(read([`${'x'.repeat(100)}\n`])).toHaveLength(1);
  });
});
