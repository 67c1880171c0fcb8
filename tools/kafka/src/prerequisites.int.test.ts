import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workFolder } from '../test/work-folder.js';
import { findKafkaPrerequisites } from './prerequisites.js';

describe('the prerequisites of a broker', () => {
  let folder: Awaited<ReturnType<typeof workFolder>>;
  beforeEach(async () => {
    folder = await workFolder();
  });
  afterEach(() => folder.dispose());

  const program = (name: string, says: string, mode = 0o755) =>
    writeFile(join(folder.path, name), `#!/bin/sh\necho '${says}' >&2\n`, { mode });
  const check = () => findKafkaPrerequisites({ PATH: `/nowhere::${folder.path}` });

  it('are met with Java and Maven on the PATH', async () => {
    await program('java', 'openjdk version "17.0.15" 2025-04-15');
    await program('mvn', '');
    expect(await check()).toEqual({ available: true });
  });

  it.each<[string, string]>([
    ['openjdk version "11.0.2" 2019-01-15', 'Java 11 is on the PATH; Kafka needs Java 17 or later.'],
    ['java version "1.8.0_402"', 'Java 8 is on the PATH; Kafka needs Java 17 or later.'],
    ['The operation could not be completed.', 'There is no Java on the PATH.'],
  ])('are not met when `java -version` prints %s', async (says, reason) => {
    await program('java', says);
    await program('mvn', '');
    expect(await check()).toEqual({ available: false, reason });
  });

  it('are not met without Java', async () => {
    await program('mvn', '');
    await program('java', 'openjdk version "17"', 0o644);
    expect(await check()).toEqual({ available: false, reason: 'There is no Java on the PATH.' });
  });

  it('are not met without Maven', async () => {
    await program('java', 'openjdk version "21" 2023-09-19');
    expect(await check()).toEqual({ available: false, reason: 'There is no Maven (mvn) on the PATH.' });
  });

  it('are not met with an empty PATH', async () => {
    expect(await findKafkaPrerequisites({})).toEqual({ available: false, reason: 'There is no Java on the PATH.' });
  });
});
