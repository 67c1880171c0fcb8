import { compareDiagnostics, fileDiagnostic, type Diagnostic } from './diagnostic.js';

/** A report shows so many; its counts are of all. */
const maxShown = 2_000;
const maxMessageLength = 2_000;

/** The diagnostics by place, cut where nobody reads on; `total` is how many there were before any cut. The first then says so. */
export function limitDiagnostics(diagnostics: readonly Diagnostic[], total = diagnostics.length): Diagnostic[] {
  const shown = [...diagnostics].sort(compareDiagnostics).slice(0, maxShown).map(shorten);
  if (shown.length >= total) return shown;
  const message = `This list was cut: it shows ${shown.length} of ${total} diagnostics.`;
  return [fileDiagnostic('diagnostics-cut', null, message, 'WARNING'), ...shown];
}

function shorten(diagnostic: Diagnostic): Diagnostic {
  const { message } = diagnostic;
  return message.length <= maxMessageLength
    ? diagnostic
    : { ...diagnostic, message: `${message.slice(0, maxMessageLength)}…` };
}
