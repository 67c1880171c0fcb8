import { readFirstPartyTemplates } from '../../test/first-party-skills.js';
import { compile, renderFiles } from '../../test/render.js';

const templates = readFirstPartyTemplates();

describe('the first-party skills', () => {
  it('have templates', () => {
    expect(templates.length).toBeGreaterThanOrEqual(6);
  });

  it.each(templates.map(({ skill, source }) => [`${skill}/${source.name}`, source] as const))(
    'render %s with each of its examples, without a remaining tag',
    (_name, source) => {
      const { manifest } = compile(source);
      expect(manifest.examples.length).toBeGreaterThan(0);
      for (const { name, parameters } of manifest.examples) {
        const files = renderFiles(source, { name, parameters: { ...parameters } });
        expect(files.length).toBeGreaterThan(0);
        expect(files.filter(({ path }) => path.includes(manifest.delimiters[0]))).toEqual([]);
      }
    },
  );
});
