import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { silentLogger } from '../../../test/silent-logger.js';
import { report, sizeOf } from '../../../test/size.js';
import { EmbeddedEventLog } from './embedded-event-log.js';

const kills = sizeOf('EVENT_LOG_KILLS', 4);
const topic = 'skill.created';

describe('an embedded event log whose process is killed at random moments', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.dispose());

  /** Publishes numbers from `first` on, until it is killed; returns how many were acknowledged. */
  const publishUntilKilled = async (first: number): Promise<number> => {
    const script = fileURLToPath(new URL('../../../test/publisher-process.js', import.meta.url));
    const args = ['--conditions=source', '--import', 'tsx', script, folder.path, topic, String(first)];
    const publisher = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = first;
    createInterface({ input: publisher.stdout }).on('line', (line) => (acknowledged = Number(line)));
    const ended = once(publisher, 'close');
    const enough = first + 1 + Math.floor(Math.random() * 300);
    await waitFor(() => acknowledged >= enough, { intervalMs: 1, description: 'acknowledgements' });
    publisher.kill('SIGKILL');
    await ended;
    return acknowledged;
  };

  it(
    'has every acknowledged record, in order, and nothing that was not published',
    async () => {
      let next = 0;
      let lost = 0;
      for (let kill = 0; kill < kills; kill++) {
        const acknowledged = await publishUntilKilled(next);
        const log = new EmbeddedEventLog({ folder: folder.path, logger: silentLogger() });
        const [held] = await log.admin.offsets(topic);
        next = held?.next ?? 0;
        lost += Math.max(0, acknowledged - next);
        const values: string[] = [];
        const reader = await log.read({
          from: { [topic]: 'earliest' },
          onRecord: ({ value }) => void values.push(value),
          onError: (error) => {
            throw error;
          },
        });
        await waitFor(() => values.length === next);
        await reader.stop();
        await log.close();
        expect(values).toEqual(Array.from({ length: next }, (_, number) => String(number)));
      }
      report(`killed ${kills} times during ${next} records: lost ${lost}`);
      expect(lost).toBe(0);
    },
    60_000 + kills * 15_000,
  );
});
