import { styleText } from 'node:util';

/** What the start-up says to the person at the terminal: plain text; on a terminal, with some colour. */
export interface Console {
  heading(text: string): void;
  progress(text: string): void;
  lines(lines: readonly string[]): void;
  failure(text: string): void;
}

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Writes to `output`, and failures to `errors`. */
export function createConsole(output: Output, errors: Output, env: NodeJS.ProcessEnv): Console {
  const style = (format: 'bold' | 'dim' | 'red', text: string, on: Output) =>
    on.isTTY && !env['NO_COLOR'] ? styleText(format, text, { validateStream: false }) : text;
  return {
    heading: (text) => void output.write(`${style('bold', text, output)}\n`),
    progress: (text) => void output.write(`${style('dim', `  ${text}`, output)}\n`),
    lines: (lines) => void output.write(`${lines.map((line) => `${line}\n`).join('')}`),
    failure: (text) => void errors.write(`${style('red', text, errors)}\n`),
  };
}
