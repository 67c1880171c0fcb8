interface SandboxPart {
  readonly implementation?: string;
  readonly seccomp?: boolean;
  readonly memory?: string;
  readonly faults?: readonly string[];
}

/** What isolates linters and tests on this machine, as the validation service at `url` says, and what was fallen back from. */
export async function describeSandbox(url: string): Promise<string> {
  let part: SandboxPart | undefined;
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    part = ((await response.json()) as { parts?: { sandbox?: SandboxPart } }).parts?.sandbox;
  } catch {
    // The line about what is not up names the service.
  }
  if (part?.implementation === undefined) return 'unknown: the validation service does not answer';
  const { implementation, seccomp, memory, faults = [] } = part;
  const why = faults.length > 0 ? ` (${faults.join(' ')})` : '';
  if (implementation === 'none') return `none: code is not checked and tests are not run${why}`;
  return `${implementation}${seccomp ? ' with seccomp' : ''}, memory ${memory === 'watched' ? 'watched' : `by ${memory}`}${why}`;
}
