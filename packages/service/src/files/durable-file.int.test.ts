import { mkdtemp, readFile, readdir, mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDurableFile, writeSynced } from './index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durable-file-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a durable file', () => {
  it('replaces the one before it and leaves nothing else behind', async () => {
    const path = join(folder, 'offsets.json');
    await writeDurableFile(path, 'a first, longer content');
    await writeDurableFile(path, 'the second');
    expect(await readFile(path, 'utf8')).toBe('the second');
    expect(await readdir(folder)).toEqual(['offsets.json']);
  });

  it('that cannot take its name leaves no draft behind', async () => {
    const path = join(folder, 'taken');
    await mkdir(path);
    await expect(writeDurableFile(path, 'content')).rejects.toThrow(expect.objectContaining({ code: 'EISDIR' }));
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('written under its own name gets its mode, and never replaces a file', async () => {
    const path = join(folder, 'run.sh');
    await writeSynced(path, '#!/bin/sh\n', 0o700);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    await expect(writeSynced(path, 'other')).rejects.toThrow(expect.objectContaining({ code: 'EEXIST' }));
    expect(await readFile(path, 'utf8')).toBe('#!/bin/sh\n');
  });
});
