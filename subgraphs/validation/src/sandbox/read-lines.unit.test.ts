import { createLineReader } from './read-lines.js';

function read(chunks: readonly string[], maxBytes = 100) {
  const lines: string[] = [];
  let tooLong = 0;
  const take = createLineReader({ maxBytes, onLine: (line) => lines.push(line), onTooLong: () => (tooLong += 1) });
  chunks.forEach((chunk) => take(Buffer.from(chunk)));
  return { lines, tooLong };
}

describe('reading lines', () => {
  it('puts lines together that come in pieces, and parts those that come at once', () => {
    expect(read(['a', 'b\nc\n', '\nd']).lines).toEqual(['ab', 'c', '']);
  });

  it('does not break characters that come in two chunks', () => {
    const bytes = Buffer.from('é\n');
    const lines: string[] = [];
    const take = createLineReader({ maxBytes: 9, onLine: (line) => lines.push(line), onTooLong: () => undefined });
    take(bytes.subarray(0, 1));
    take(bytes.subarray(1));
    expect(lines).toEqual(['é']);
  });

  it('gives up, once, on a line that is too long', () => {
    expect(read(['ok\n', 'x'.repeat(60), 'x'.repeat(60), 'y\nz\n'])).toEqual({ lines: ['ok'], tooLong: 1 });
  });
});
