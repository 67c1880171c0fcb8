import assert from "node:assert/strict";
import { test } from "node:test";
import { runCli } from "./cli.js";

async function run(...args: string[]) {
  const output = { stdout: "", stderr: "" };
  const code = await runCli(args, {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (output.stdout += text) },
    stderr: { write: (text) => (output.stderr += text) },
  });
  return { code, ...output };
}

test("the help lists every command with what it does", async () => {
  const { code, stdout } = await run("--help");

  assert.equal(code, 0);
  assert.match(stdout, /^ {2}digest +\S/m);
});

test("without a command it shows the help and fails", async () => {
  const { code, stdout } = await run();

  assert.equal(code, 2);
  assert.match(stdout, /^Usage: /m);
});

test("the version is the package's", async () => {
  assert.match((await run("--version")).stdout, /^\d+\.\d+\.\d+\n$/);
});

test("an unknown command is named on standard error", async () => {
  const { code, stdout, stderr } = await run("dance");

  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /no command "dance"/);
});

test("a path is not a command", async () => {
  assert.equal((await run("../main")).code, 2);
});

test("an unknown option is a wrong call", async () => {
  const { code, stderr } = await run("digest", "--loud");

  assert.equal(code, 2);
  assert.match(stderr, /digest: .*--loud/);
});

test("a command that fails says why and exits with 1", async () => {
  const { code, stderr } = await run("digest", "/does/not/exist");

  assert.equal(code, 1);
  assert.match(stderr, /\/does\/not\/exist/);
});
