import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import { silentLogger } from '../../../test/silent-logger.js';
import { eventErrors } from '../../errors.js';
import { TopicLog } from './topic-log.js';

describe('the log of a topic', () => {
  let folder: TemporaryFolder;
  let log: TopicLog;
  /** The number of times that the lock will still be found held. */
  let checks = Infinity;
  const lock = {
    refuseIfLost: () => undefined,
    check: async () => {
      await Promise.resolve();
      if (checks-- <= 0) throw eventErrors.EVENT_LOG_FAULTY({ path: folder.path, reason: 'the lock is lost.' });
    },
  };
  const append = (value: string) => log.append([{ topic: 't', key: null, value, headers: {} }]);
  const content = async () => {
    const [name = ''] = await readdir(folder.path);
    return readFile(join(folder.path, name), 'utf8');
  };

  beforeEach(async () => {
    folder = await temporaryFolder();
    checks = Infinity;
    const limits = { segmentBytes: 1_000, retentionMs: 1_000 };
    log = await TopicLog.open({
      ...limits,
      topic: 't',
      folder: folder.path,
      lock,
      now: () => new Date(),
      logger: silentLogger(),
    });
    await append('a');
  });
  afterEach(async () => {
    await log.close();
    await folder.dispose();
  });

  it('writes nothing when the lock was lost before', async () => {
    const before = await content();
    checks = 0;
    await expect(append('b')).rejects.toMatchObject({ code: 'EVENT_LOG_FAULTY' });
    expect(await content()).toBe(before);
  });

  it('does not acknowledge or show a record when the lock was lost during its write', async () => {
    checks = 1;
    await expect(append('b')).rejects.toMatchObject({ code: 'EVENT_LOG_FAULTY' });
    expect(log.next).toBe(1);
    expect((await log.read(0)).map(({ value }) => value)).toEqual(['a']);
  });

  it('refuses every access once it is closed', async () => {
    await log.close();
    await expect(log.read(0)).rejects.toMatchObject({ code: 'TRANSPORT_CLOSED' });
    await expect(append('b')).rejects.toMatchObject({ code: 'TRANSPORT_CLOSED' });
  });
});
