import { temporaryFolder, waitFor } from '@skillwright/testing';
import { silentLogger } from '../../../test/silent-logger.js';
import { GroupOffsets } from './group-offsets.js';
import { readdir } from 'node:fs/promises';

describe('the offsets of a group', () => {
  it('are on disk when closing resolves, even if it began during a write', async () => {
    const folder = await temporaryFolder();
    for (let round = 1; round <= 10; round += 1) {
      const offsets = await GroupOffsets.open(folder.path, silentLogger());
      offsets.commit('mailer', 'skill.created', round);
      // Close in the middle of the write: its temporary file is there.
      await waitFor(async () => (await readdir(folder.path)).some((name) => name.startsWith('.')) || written(round), {
        intervalMs: 1,
      });
      await offsets.close();
      expect((await GroupOffsets.open(folder.path, silentLogger())).find('mailer', 'skill.created')).toBe(round);
    }
    await folder.dispose();

    async function written(round: number): Promise<boolean> {
      const onDisk = await GroupOffsets.open(folder.path, silentLogger());
      return onDisk.find('mailer', 'skill.created') === round;
    }
  });
});
