import { checkFilePaths } from './path-rules.js';

const codes = (...paths: string[]) =>
  checkFilePaths(paths, (index) => `files[${index}].path`).map(({ code, path }) => `${path}: ${code}`);

describe('checkFilePaths', () => {
  it('accepts the files of a skill', () => {
    expect(codes('scripts/run.sh', 'templates/api/files/src/{{nameKebab}}.ts.mustache', 'docs/SKILL.md')).toEqual([]);
  });

  it('refuses paths that break a shared rule, with the place of each', () => {
    expect(codes('/a', 'ok', 'b\\c', 'OK')).toEqual([
      'files[0].path: path_absolute',
      'files[2].path: path_backslash',
      'files[3].path: path_duplicate',
    ]);
  });

  it.each(['SKILL.md', 'skill.MD'])('refuses %s, which is written from the definition', (path) => {
    expect(codes(path)).toEqual(['files[0].path: path_reserved']);
  });

  it('refuses a file below SKILL.md', () => {
    expect(codes('SKILL.md/x', 'skill.md/y')).toEqual([
      'files[0].path: path_duplicate',
      'files[1].path: path_duplicate',
    ]);
  });

  it('accepts 200 files and refuses 201', () => {
    const paths = Array.from({ length: 201 }, (_, index) => `f${index}`);
    expect(codes(...paths.slice(0, 200))).toEqual([]);
    expect(codes(...paths)).toEqual(['files[200].path: too_many']);
  });
});
