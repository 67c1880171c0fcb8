import { fastify, type FastifyError, type FastifyInstance } from "fastify";
import type { Config } from "./config.js";
import { loadFeatures } from "./features.js";

/** The service with all its features, ready for `listen` or `inject`. */
export async function buildApp(
  config: Pick<Config, "logLevel">,
): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: config.logLevel },
    // An unknown field is an error that names it, not something to drop.
    ajv: { customOptions: { removeAdditional: false } },
  });

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const statusCode = error.statusCode ?? 500;
    if (statusCode < 500) return reply.send(error);
    request.log.error(error);
    return reply.code(statusCode).send({
      statusCode,
      error: "Internal Server Error",
      message: `The request failed; the log has it as ${request.id}.`,
    });
  });

  for (const { name, plugin } of await loadFeatures()) {
    await app.register(plugin, { prefix: `/${name}` });
  }
  return app;
}
