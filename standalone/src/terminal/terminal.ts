import { styleText } from 'node:util';

/** Writes the messages of a start for a person: plain text, coloured where the output is a terminal. */
export interface Terminal {
  heading(text: string): void;
  progress(text: string): void;
  lines(lines: readonly string[]): void;
  failure(text: string): void;
}

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Creates a Terminal that writes failures to `errors` and everything else to `output`. NO_COLOR in `env` turns colour
 * off.
 */
export function createTerminal(output: Output, errors: Output, env: NodeJS.ProcessEnv): Terminal {
  const style = (format: 'bold' | 'dim' | 'red', text: string, on: Output) =>
    on.isTTY && !env['NO_COLOR'] ? styleText(format, text, { validateStream: false }) : text;
  return {
    heading: (text) => void output.write(`${style('bold', text, output)}\n`),
    progress: (text) => void output.write(`${style('dim', `  ${text}`, output)}\n`),
    lines: (lines) => void output.write(`${lines.map((line) => `${line}\n`).join('')}`),
    failure: (text) => void errors.write(`${style('red', text, errors)}\n`),
  };
}
