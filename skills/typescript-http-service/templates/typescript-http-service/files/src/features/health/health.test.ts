import assert from "node:assert/strict";
import { test } from "node:test";
import { buildApp } from "../../app.js";

test("a running service is healthy", async (t) => {
  const app = await buildApp({ logLevel: "silent" });
  t.after(() => app.close());

  const response = await app.inject("/health");

  assert.equal(response.statusCode, 200);
  assert.deepEqual(response.json(), { status: "ok" });
});
