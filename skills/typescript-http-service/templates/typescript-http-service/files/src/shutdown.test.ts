import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { test } from "node:test";
import { fastify } from "fastify";
import { closeOnSignal } from "./shutdown.js";

for (const signal of ["SIGINT", "SIGTERM"]) {
  test(`${signal} closes the app and gives up listening for signals`, async () => {
    const signals = new EventEmitter();
    const closed = new EventEmitter();
    const app = fastify();
    app.addHook("onClose", async () => {
      closed.emit("closed");
    });
    closeOnSignal(app, signals);

    signals.emit(signal, signal);
    await once(closed, "closed");

    assert.equal(signals.listenerCount("SIGINT"), 0);
    assert.equal(signals.listenerCount("SIGTERM"), 0);
  });
}
