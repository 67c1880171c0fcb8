import { createLogger } from '@skillwright/service';
import { createTestValidationService, type TestValidationService } from '../../test/validation-service.js';

/** Writes into every descriptor of every other process, which ends a program of Node at once. */
const crashing = `
const fs = require('node:fs');
for (let times = 0; times < 20; times += 1)
  for (const id of fs.readdirSync('/proc').filter((name) => Number(name) > 0 && Number(name) !== process.pid))
    for (let n = 0; n < 64; n += 1) {
      try {
        const file = fs.openSync('/proc/' + id + '/fd/' + n, fs.constants.O_RDWR | fs.constants.O_NONBLOCK);
        try { fs.writeSync(file, Buffer.alloc(512, 0x41)); } finally { fs.closeSync(file); }
      } catch {}
    }
`;

describe('the report of tests that attack what runs them', () => {
  const lines: string[] = [];
  let service: TestValidationService;

  beforeAll(async () => {
    const logger = createLogger({
      service: 'validation',
      level: 'warn',
      destination: { write: (line) => lines.push(line) },
    });
    service = await createTestValidationService({ logger });
    await service.app.start();
  });
  afterAll(() => service.dispose());

  it.each([
    ['crash every other process', crashing],
    ['end themselves', "process.kill(process.pid, 'SIGKILL');"],
    ['write what is no result', "require('node:fs').writeSync(3, 'hello\\n');"],
    ['flood every output', "const fs = require('node:fs'); for (;;) fs.writeSync(2, 'x'.repeat(1 << 16));"],
  ])('is a failed one, at the first attempt and without an error of ours, where they %s', async (_what, code) => {
    const content = `${code}\nrequire('node:test')('fails', () => { throw new Error('red'); });\n`;
    const { status, body } = await service.rest({
      ...{ method: 'POST', url: '/validate/tests' },
      body: { files: [{ path: 'a.test.cjs', content }] },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'failed', summary: { tests_passed: 0, tests_failed: 1 } });
    const stored = await service.prisma.report.findUniqueOrThrow({ where: { id: body['report_id'] as string } });
    expect(stored.attempts).toBe(1);
    expect(lines).toEqual([]);
  });
});
