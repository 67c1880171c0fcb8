import type { EventEmitter } from "node:events";
import type { FastifyInstance } from "fastify";

const deadlineMs = 10_000;

/** Closes the app on the first SIGINT or SIGTERM; a second one, or ten seconds, ends the process at once. */
export function closeOnSignal(
  app: Pick<FastifyInstance, "close" | "log">,
  signals: EventEmitter,
): void {
  const close = async (signal: string) => {
    signals.off("SIGINT", close).off("SIGTERM", close);
    app.log.info(`closing on ${signal}`);
    setTimeout(() => process.exit(1), deadlineMs).unref();
    await app.close();
  };
  signals.on("SIGINT", close).on("SIGTERM", close);
}
