import { readFile } from "node:fs/promises";
import { listCommands, loadCommand, type Io } from "./commands.js";

interface Package {
  name: string;
  version: string;
  description: string;
}

/** Runs the command that `args` name. Gives the exit code: 0, 1 if it failed, 2 if it was called wrongly. */
export async function runCli(args: string[], io: Io): Promise<number> {
  const [name = "--help", ...rest] = args;
  const { name: tool, version, description } = await readPackage();

  if (name === "--help" || name === "-h") {
    io.stdout.write(await helpText(tool, description));
    return args.length === 0 ? 2 : 0;
  }
  if (name === "--version") {
    io.stdout.write(`${version}\n`);
    return 0;
  }
  if (!(await listCommands()).includes(name)) {
    io.stderr.write(`${tool}: no command "${name}"; see ${tool} --help\n`);
    return 2;
  }
  try {
    const command = await loadCommand(name);
    await command.run(rest, io);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    io.stderr.write(`${tool} ${name}: ${message}\n`);
    return isUsageError(error) ? 2 : 1;
  }
}

async function helpText(tool: string, description: string): Promise<string> {
  const names = await listCommands();
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map(async (name) => {
    const { summary } = await loadCommand(name);
    return `  ${name.padEnd(width)}  ${summary}\n`;
  });
  const commands = (await Promise.all(lines)).join("");
  return `${description}\n\nUsage: ${tool} <command> [options]\n\n${commands}`;
}

async function readPackage(): Promise<Package> {
  const file = new URL("../package.json", import.meta.url);
  return JSON.parse(await readFile(file, "utf8")) as Package;
}

/** Whether `parseArgs` refused the options. */
function isUsageError(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code?.startsWith("ERR_PARSE_ARGS_") ?? false;
}
