import type { FastifyBaseLogger } from "fastify";

export interface Run {
  /** When this run was due; it may have started later. */
  dueAt: Date;
  /** Aborted when the service stops: a long run looks at it between steps. */
  signal: AbortSignal;
  log: FastifyBaseLogger;
}

/** The work of one run. What it throws is logged, and the next run comes in its turn. */
export async function job({ dueAt, log }: Run): Promise<void> {
  log.info({ dueAt }, "job ran");
}
