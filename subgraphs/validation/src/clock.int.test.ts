import { waitFor } from '@skillwright/testing';
import { createTestValidationService, type TestValidationService } from '../test/validation-service.js';

const aheadMs = 3_600_000;

describe('the clock of a service', () => {
  let service: TestValidationService;
  beforeAll(async () => {
    const clock = () => new Date(Date.now() + aheadMs);
    service = await createTestValidationService({ clock, sandbox: { sandbox: undefined, faults: [] } });
    await service.app.start();
  });
  afterAll(() => service.dispose());

  it('is that of its relay', async () => {
    const files = [{ path: 'a.js', content: '' }];
    expect(await service.rest({ method: 'POST', url: '/validate/code', body: { files } })).toMatchObject({
      status: 201,
    });
    const delays = await waitFor(async () =>
      /^outbox_event_delay_seconds_sum\{.*\} ([1-9].*)$/m.exec(await service.app.metrics.metrics()),
    );
    expect(Number(delays?.[1])).toBeGreaterThan(aheadMs / 2_000);
  });

  it('is that of its consumer', async () => {
    const startedAt = Date.now();
    await service.transport.publish([{ topic: 'project.generated', key: 'k', value: '{}', headers: {} }]);
    const letters: Readonly<Record<string, string>>[] = [];
    const reader = await service.transport.read({
      from: { 'project.generated.DLT': 'earliest' },
      onRecord: ({ headers }) => void letters.push(headers),
      onError: (error) => {
        throw error;
      },
    });
    await waitFor(() => letters.length === 1);
    await reader.stop();
    expect(Date.parse(letters[0]?.['dlt-failed-at'] ?? '')).toBeGreaterThanOrEqual(startedAt + aheadMs);
  });
});
