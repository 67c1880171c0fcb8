/** How much of something a test does: small, so that CI is quick, unless the environment says otherwise. */
export function sizeOf(variable: string, byDefault: number): number {
  const size = Number(process.env[variable] ?? byDefault);
  if (!Number.isInteger(size) || size < 1) throw new Error(`${variable} must be a whole number from 1.`);
  return size;
}

/** Says what a test found, beside its verdict. */
export function report(finding: string): void {
  process.stdout.write(`${finding}\n`);
}
