import { OutageLog } from './outage-log.js';

function createTestLog() {
  const lines: string[] = [];
  let now = 0;
  const logger = {
    warn: (details: object, text: string) => lines.push(`warn ${text} ${JSON.stringify(details)}`),
    info: (details: object, text: string) => lines.push(`info ${text} ${JSON.stringify(details)}`),
  };
  const log = new OutageLog({ logger: logger as never, away: 'away', back: 'back', now: () => now });
  return { log, lines, pass: (ms: number) => (now += ms) };
}

describe('the log of an outage', () => {
  it('has one line when it begins, one for each minute, and one when it is over', () => {
    const { log, lines, pass } = createTestLog();
    for (let failure = 0; failure < 1_252; failure += 1) {
      log.failed({ reason: 'refused' });
      pass(100);
    }
    log.succeeded();
    expect(lines).toEqual([
      'warn away {"reason":"refused"}',
      'warn away {"reason":"refused","failures":601,"seconds":60}',
      'warn away {"reason":"refused","failures":1201,"seconds":120}',
      'info back {"failures":1252,"seconds":125}',
    ]);
  });

  it('has no line while everything works', () => {
    const { log, lines } = createTestLog();
    log.succeeded();
    expect(lines).toEqual([]);
  });

  it('has a line at once for the next outage', () => {
    const { log, lines, pass } = createTestLog();
    log.failed({});
    pass(1_000);
    log.succeeded();
    log.succeeded();
    log.failed({ reason: 'again' });
    expect(lines).toEqual(['warn away {}', 'info back {"failures":1,"seconds":1}', 'warn away {"reason":"again"}']);
  });
});
