import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "./digest.js";

const sha256OfAbc =
  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const sha1OfAbc = "a9993e364706816aba3e25717850c26c9cd0d89d";

async function digest(args: string[], input = ""): Promise<string> {
  let output = "";
  await run(args, {
    stdin: (async function* () {
      yield Buffer.from(input);
    })(),
    stdout: { write: (text) => (output += text) },
    stderr: { write: () => assert.fail("wrote to standard error") },
  });
  return output;
}

test("without a file it reads standard input", async () => {
  assert.equal(await digest([], "abc"), `${sha256OfAbc}  -\n`);
});

test("each file has a line, in the order given", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "digest-"));
  t.after(() => rm(folder, { recursive: true }));
  const [one, two] = [join(folder, "one"), join(folder, "two")];
  await writeFile(one, "abc");
  await writeFile(two, "abc");

  assert.equal(
    await digest([two, one]),
    `${sha256OfAbc}  ${two}\n${sha256OfAbc}  ${one}\n`,
  );
});

test("the algorithm can be chosen", async () => {
  assert.equal(await digest(["-a", "sha1"], "abc"), `${sha1OfAbc}  -\n`);
});

test("an unknown algorithm is named", async () => {
  await assert.rejects(digest(["-a", "sha0"]), /no algorithm "sha0"/);
});
