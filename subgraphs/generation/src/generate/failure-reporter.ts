import { createEvent } from '@skillwright/contracts/events';
import { writeOutboxEntry } from '@skillwright/events/outbox';
import { toServiceError, type Caller, type Clock, type Logger } from '@skillwright/service';
import { eventSource } from '../events/event-source.js';

/** The request that failed. */
export interface FailedGeneration {
  readonly name: string;
  readonly projectId: string | null;
  readonly templateId: string | null;
}

/** Publishes `generation.failed` for valid requests that failed. */
export class FailureReporter {
  constructor(private readonly parts: { readonly outbox: string; readonly clock: Clock; readonly logger: Logger }) {}

  /** Never throws, so that the caller can rethrow `error`. */
  async report(failed: FailedGeneration, error: unknown, { traceparent }: Caller): Promise<void> {
    const { outbox, clock, logger } = this.parts;
    const { code, message } = toServiceError(error);
    const data = {
      name: failed.name,
      project_id: failed.projectId,
      template_id: failed.templateId,
      code,
      message,
      timestamp: clock().toISOString(),
    };
    try {
      const key = failed.projectId ?? failed.name;
      const options = { source: eventSource, traceparent, now: clock };
      await writeOutboxEntry(outbox, createEvent('generation.failed', key, data, options));
    } catch (cause) {
      logger.error({ err: cause, failed: data }, 'a failed generation could not be published');
    }
  }
}
