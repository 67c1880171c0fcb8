import { join } from 'node:path';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { freePort, temporaryFolder } from '@skillwright/testing';
import type { TemporaryFolder } from '@skillwright/testing';
import { StartError } from '@skillwright/service/start-up';
import { readStandaloneConfig } from '../config.js';
import { openBroker } from './broker.js';

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(() => folder.dispose());

const { signal } = new AbortController();
const open = (env: NodeJS.ProcessEnv) =>
  openBroker(readStandaloneConfig(env), folder.path, { onProgress: () => undefined, signal });

describe('the event log of a start', () => {
  it('is embedded when KAFKA_BROKERS is none', async () => {
    const broker = await open({ KAFKA_BROKERS: 'none' });
    expect(broker).toMatchObject({
      embedded: join(folder.path, 'events'),
      description: expect.stringContaining('(KAFKA_BROKERS is none)'),
    });
  });

  it('is embedded when there is no Java, and the description says so', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = folder.path;
    try {
      const broker = await open({});
      expect(broker).toMatchObject({
        embedded: join(folder.path, 'events'),
        description: expect.stringContaining('There is no Java on the PATH.'),
      });
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('cannot be a list of brokers of which none answers', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const opening = open({ KAFKA_BROKERS: address });
    await expect(opening).rejects.toThrow(StartError);
    await expect(opening).rejects.toThrow(
      `None of the brokers in KAFKA_BROKERS can be reached: ${address} (ECONNREFUSED).`,
    );
  });
});

describeKafka('configured brokers', () => {
  it('are used when one of them answers', async () => {
    const brokers = [...(await testKafka()), `127.0.0.1:${await freePort()}`];
    const broker = await open({ KAFKA_BROKERS: brokers.join(',') });
    expect(broker).toMatchObject({ brokers, description: brokers.join(', ') });
  }, 120_000);
});
