import type { FastifyPluginAsync } from "fastify";

/** `GET /health`: 200 while the process serves requests. */
export const plugin: FastifyPluginAsync = async (app) => {
  app.get("/", { logLevel: "silent" }, () => ({ status: "ok" }));
};
