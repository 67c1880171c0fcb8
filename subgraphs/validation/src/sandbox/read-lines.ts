/**
 * Collects chunks into lines and hands each on without its newline. Throws where a line grows beyond `maxBytes`, and what
 * `onLine` throws.
 */
export function createLineReader(options: {
  readonly maxBytes: number;
  readonly onLine: (line: string) => void;
}): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  let bytes = 0;
  return (chunk) => {
    let rest = chunk;
    for (;;) {
      const end = rest.indexOf(0x0a);
      const part = end === -1 ? rest : rest.subarray(0, end);
      bytes += part.length;
      if (bytes > options.maxBytes) throw new Error(`a line of more than ${options.maxBytes} bytes`);
      pending.push(part);
      if (end === -1) return;
      const line = Buffer.concat(pending).toString('utf8');
      pending = [];
      bytes = 0;
      rest = rest.subarray(end + 1);
      options.onLine(line);
    }
  };
}
