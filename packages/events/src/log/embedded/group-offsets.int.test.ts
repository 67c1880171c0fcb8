import { temporaryFolder, waitFor } from '@skillwright/testing';
import { silentLogger } from '../../../test/silent-logger.js';
import { GroupOffsets } from './group-offsets.js';
import { readdir } from 'node:fs/promises';

const held = { refuseIfLost: () => undefined, check: () => Promise.resolve() };
const open = (folder: string) => GroupOffsets.open(folder, { logger: silentLogger(), lock: held });

describe('the offsets of a group', () => {
  it('are on disk when closing resolves, even if it began during a write', async () => {
    const folder = await temporaryFolder();
    for (let round = 1; round <= 10; round += 1) {
      const offsets = await open(folder.path);
      offsets.commit('mailer', 'skill.created', round);
      // Close in the middle of the write: its temporary file is there.
      await waitFor(async () => (await readdir(folder.path)).some((name) => name.startsWith('.')) || written(round), {
        intervalMs: 1,
      });
      await offsets.close();
      expect((await open(folder.path)).find('mailer', 'skill.created')).toBe(round);
    }
    await folder.dispose();

    async function written(round: number): Promise<boolean> {
      const onDisk = await open(folder.path);
      return onDisk.find('mailer', 'skill.created') === round;
    }
  });
});
