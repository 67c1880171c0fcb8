/** The size of a test: the default, which is small for CI, unless the environment sets it. */
export function sizeOf(variable: string, byDefault: number): number {
  const size = Number(process.env[variable] ?? byDefault);
  if (!Number.isInteger(size) || size < 1) throw new Error(`${variable} must be a whole number from 1.`);
  return size;
}

/** Prints a finding of a test. */
export function report(finding: string): void {
  process.stdout.write(`${finding}\n`);
}
