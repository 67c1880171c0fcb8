import type { Event, EventHandlers } from '@skillwright/contracts/events';
import type { HandlerContext } from '@skillwright/events/consumer';
import { newId, type Clock } from '@skillwright/service';
import type { ReportQueue } from '../report/report-queue.js';

export interface ValidateGeneratedParts {
  readonly queue: ReportQueue;
  readonly clock: Clock;
  /** Called when a report was queued. */
  readonly wake: () => void;
}

/** Starts a code validation of everything that is generated: once for each event, however often it is delivered. */
export function createGeneratedHandlers({ queue, clock, wake }: ValidateGeneratedParts): EventHandlers {
  const validate = async (
    event: Event<'project.generated'> | Event<'feature.generated'>,
    { caller }: HandlerContext,
  ) => {
    const isNew = await queue.addOnce(
      {
        ...{ id: newId(), kind: 'CODE', projectId: event.data.project_id, files: null, checks: null },
        traceparent: caller.traceparent ?? null,
        createdAt: clock(),
      },
      event,
    );
    if (isNew) wake();
  };
  return { 'project.generated': validate, 'feature.generated': validate };
}
