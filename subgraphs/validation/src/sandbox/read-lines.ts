/**
 * Collects chunks into lines and hands each on without its newline. A line that grows beyond `maxBytes` calls
 * `onTooLong` once, and nothing after it is handed on.
 */
export function createLineReader(options: {
  readonly maxBytes: number;
  readonly onLine: (line: string) => void;
  readonly onTooLong: () => void;
}): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  let bytes = 0;
  let isTooLong = false;
  return (chunk) => {
    let rest = chunk;
    while (!isTooLong) {
      const end = rest.indexOf(0x0a);
      const part = end === -1 ? rest : rest.subarray(0, end);
      bytes += part.length;
      if (bytes > options.maxBytes) {
        isTooLong = true;
        pending = [];
        options.onTooLong();
        return;
      }
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
