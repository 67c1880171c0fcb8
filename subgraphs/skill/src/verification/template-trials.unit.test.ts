import { templateOfManifest, toTrials } from './template-trials.js';

describe('templateOfManifest', () => {
  it('recognises the manifest of a template among other files', () => {
    expect(templateOfManifest('templates/api/template.yaml')).toBe('api');
    for (const path of [
      'template.yaml',
      'templates/template.yaml',
      'templates/a/files/template.yaml',
      'x/templates/a/template.yaml',
    ]) {
      expect(templateOfManifest(path)).toBeUndefined();
    }
  });
});

describe('toTrials', () => {
  it('returns one trial for each example', () => {
    const manifest = 'kind: feature\nexamples:\n  - name: orders\n    parameters: { port: 80 }\n  - name: carts\n';
    expect(toTrials('api', manifest)).toEqual([
      { template: 'api', kind: 'feature', name: 'orders', parameters: { port: 80 } },
      { template: 'api', kind: 'feature', name: 'carts', parameters: {} },
    ]);
  });

  it('returns one trial with the defaults for a template without examples', () => {
    expect(toTrials('api', 'kind: feature')).toEqual([
      { template: 'api', kind: 'feature', name: 'api', parameters: {} },
    ]);
  });

  it.each([
    ['broken YAML', 'kind: [project'],
    ['another kind', 'kind: other'],
    ['examples of another shape', 'kind: project\nexamples: nothing'],
    ['aliases', 'kind: &a project\nexamples: [{name: *a}]'],
    ['a bomb of nested lists', `kind: ${'['.repeat(20_000)}`],
    ['more than 64 KiB', `kind: project\n${'# filler\n'.repeat(8_000)}`],
    ['nothing', ''],
  ])('returns one trial for a manifest with %s, which generation checks', (_what, manifest) => {
    expect(toTrials('api', manifest)).toEqual([{ template: 'api', kind: 'project', name: 'api', parameters: {} }]);
  });
});
