import assert from "node:assert/strict";
import { test } from "node:test";
import { buildApp } from "./app.js";

test("an unexpected failure does not show its cause to the caller", async (t) => {
  const app = await buildApp({ logLevel: "silent" });
  t.after(() => app.close());
  app.get("/broken", () => {
    throw new Error("password=secret");
  });

  const response = await app.inject("/broken");

  assert.equal(response.statusCode, 500);
  assert.doesNotMatch(response.body, /secret/);
});

test("an unknown path is not found", async (t) => {
  const app = await buildApp({ logLevel: "silent" });
  t.after(() => app.close());

  const response = await app.inject("/nowhere");

  assert.equal(response.statusCode, 404);
});
