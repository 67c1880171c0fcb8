import assert from "node:assert/strict";
import { test } from "node:test";
import { createServer } from "./server.js";

test("a router can read the schema with its federation directives", async (t) => {
  const server = await createServer();
  t.after(() => server.stop());

  const { body } = await server.executeOperation({
    query: "{ _service { sdl } }",
  });

  assert.ok(body.kind === "single");
  assert.match(JSON.stringify(body.singleResult.data), /@key\(fields: /);
});
