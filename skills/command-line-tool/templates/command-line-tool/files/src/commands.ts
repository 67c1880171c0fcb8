import { readdir } from "node:fs/promises";

/** Where a command reads and writes: `process` is one. */
export interface Io {
  stdin: AsyncIterable<Uint8Array>;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

export interface Command {
  /** One line for the help. */
  summary: string;
  /** Parses its own `args`; throws what should be told to the caller. */
  run(args: string[], io: Io): Promise<void>;
}

const folder = new URL("./commands/", import.meta.url);

/** The names of all commands: each file in `commands` is one. */
export async function listCommands(): Promise<string[]> {
  const files = await readdir(folder);
  const names = files.map((file) => /^([a-z0-9-]+)\.[jt]s$/.exec(file)?.[1]);
  return names.filter((name) => name !== undefined).sort();
}

/** The command of a name that `listCommands` gave. */
export async function loadCommand(name: string): Promise<Command> {
  return (await import(new URL(`${name}.js`, folder).href)) as Command;
}
