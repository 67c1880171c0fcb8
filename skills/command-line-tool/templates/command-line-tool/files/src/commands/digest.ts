import { createHash, getHashes } from "node:crypto";
import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import type { Io } from "../commands.js";

export const summary = "prints the digest of each file, or of standard input";

/** `digest [--algorithm sha256] [file...]`: lines of digest, two spaces and file, as `sha256sum` prints them. */
export async function run(args: string[], io: Io): Promise<void> {
  const { values, positionals: files } = parseArgs({
    args,
    allowPositionals: true,
    options: { algorithm: { type: "string", short: "a", default: "sha256" } },
  });
  const { algorithm } = values;
  if (!getHashes().includes(algorithm)) {
    throw new Error(`there is no algorithm "${algorithm}"`);
  }

  if (files.length === 0) {
    io.stdout.write(`${await digest(algorithm, io.stdin)}  -\n`);
  }
  for (const file of files) {
    const content = createReadStream(file);
    io.stdout.write(`${await digest(algorithm, content)}  ${file}\n`);
  }
}

async function digest(
  algorithm: string,
  content: AsyncIterable<Uint8Array>,
): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of content) hash.update(chunk);
  return hash.digest("hex");
}
