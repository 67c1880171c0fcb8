import { readFileSync, readdirSync } from 'node:fs';

const CLOSE_ON_EXEC = 0o2000000;

/**
 * Descriptors above standard error that every child of this process would inherit. Node's own close by themselves; these
 * were left open by the process that started this one.
 */
export function findInheritedDescriptors(): number[] {
  return readdirSync('/proc/self/fdinfo')
    .map(Number)
    .filter((descriptor) => descriptor > 2 && isPassedOn(descriptor));
}

function isPassedOn(descriptor: number): boolean {
  try {
    const flags = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8').match(/^flags:\s*([0-7]+)$/m)?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0;
  } catch {
    // The descriptor of the listing itself is gone by now.
    return false;
  }
}
