import { httpStatusOf, type ErrorFactory } from '@skillwright/service';

const head = `# Errors

Printed from the registers in \`contracts/*/errors.ts\` by \`npm run codegen\`.

An error has one code on every door: \`code\` of a problem document (RFC 9457), \`extensions.code\` in GraphQL. A program looks at the code,
a person reads the message. Names in braces are filled in. Where the request is repeatable, a retryable error may be answered with success
later; a retryable 503 says in \`Retry-After\` after how many seconds. A parameter that breaks a rule is answered with 400, a body with 422.

| Code | Service | Category | Status | Retryable | Message |
| --- | --- | --- | --- | --- | --- |
`;

/**
 * Prints all errors of some registers as a Markdown table, sorted by code. Throws if two registers have the same code.
 */
export function printErrorTable(registers: Readonly<Record<string, Readonly<Record<string, ErrorFactory>>>>): string {
  const rows = new Map<string, string>();
  for (const [service, register] of Object.entries(registers)) {
    for (const [code, create] of Object.entries(register)) {
      if (rows.has(code)) throw new Error(`The error ${code} is registered twice: an error has one register.`);
      const { category, message } = create.definition;
      const { status } = httpStatusOf[category];
      const cells = [`\`${code}\``, service, category, status, create().retryable ? 'yes' : '', message];
      rows.set(code, `| ${cells.join(' | ')} |`);
    }
  }
  const sorted = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return head + sorted.map(([, row]) => `${row}\n`).join('');
}
