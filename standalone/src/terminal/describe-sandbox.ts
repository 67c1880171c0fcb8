interface SandboxPart {
  readonly implementation?: string;
  readonly seccomp?: boolean;
  readonly memory?: string;
  readonly faults?: readonly string[];
}

/**
 * Asks the validation service at `url` how it isolates linters and tests. Returns one line: the sandbox, how memory is
 * limited, and why better ones are not used. Never throws.
 */
export async function describeSandbox(url: string): Promise<string> {
  let readiness: { readonly parts?: { readonly sandbox?: SandboxPart } } | undefined;
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    readiness = (await response.json()) as typeof readiness;
  } catch {
    // The message about parts that are not ready already names the service.
  }
  if (readiness && !readiness.parts) return 'not shown: /readyz has it for the scope admin (MONITORING_ACCESS)';
  const part = readiness?.parts?.sandbox;
  if (part?.implementation === undefined) return 'unknown: the validation service does not answer';
  const { implementation, seccomp, memory, faults = [] } = part;
  const why = faults.length > 0 ? ` (${faults.join(' ')})` : '';
  if (implementation === 'none') return `none: code is not checked and tests are not run${why}`;
  return `${implementation}${seccomp ? ' with seccomp' : ''}, memory ${memory === 'watched' ? 'watched' : `by ${memory}`}${why}`;
}
