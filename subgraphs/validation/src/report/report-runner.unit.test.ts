import { createLogger } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import type { ReportQueue } from './report-queue.js';
import { ReportRunner, type ReportRunnerOptions } from './report-runner.js';

describe('waking the runner of reports', () => {
  it('makes it look again, however shortly it comes after the last look', async () => {
    for (let steps = 0; steps < 12; steps += 1) {
      let looks = 0;
      let answer: () => void = () => undefined;
      const lease = () => {
        looks += 1;
        return new Promise<undefined>((resolve) => (answer = () => resolve(undefined)));
      };
      const runner = new ReportRunner({
        queue: { lease } as unknown as ReportQueue,
        clock: () => new Date(),
        logger: createLogger({ service: 'test', level: 'silent' }),
        concurrency: 1,
        // No poll comes to the rescue.
        pollMs: 1_000_000,
      } as ReportRunnerOptions);
      runner.start();
      answer();
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      runner.wake();
      await waitFor(() => looks === 2, { description: `a second look after ${steps} steps` });
      answer();
      await runner.stop();
    }
  });
});
