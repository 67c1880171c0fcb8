import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, openCaller } from '@skillwright/service';
import { manifestOf, templateSource } from '../../test/template-source.js';
import { defaultTemplateLimits } from '../template/limits.js';
import { writeBundle } from '../template/template-bundle.js';
import type { TemplateSource } from '../template/template-file.js';
import type { RenderRequest } from './template-engine.js';
import { ThreadTemplateEngine } from './thread-template-engine.js';

const { caller, close } = openCaller({ timeoutMs: 600_000 });
afterAll(close);

describe('ThreadTemplateEngine', () => {
  let folder: string;
  let engine: ThreadTemplateEngine;

  const start = (options: { deadlineMs?: number; maxWaiting?: number; heapMiB?: number } = {}) =>
    new ThreadTemplateEngine({
      limits: defaultTemplateLimits,
      threads: 1,
      deadlineMs: 20_000,
      heapMiB: 256,
      maxWaiting: 100,
      logger: createLogger({ service: 'test', level: 'silent' }),
      ...options,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engine-'));
    engine = start();
  });

  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });

  async function bundle(name: string, source: TemplateSource): Promise<string> {
    const path = join(folder, `${name}.json`);
    await writeFile(path, writeBundle(source));
    return path;
  }

  it('describes a template without faults', async () => {
    const manifest = manifestOf(
      { port: { type: 'integer' } },
      'examples:\n  - name: one\n    parameters: { port: 1 }\n',
    );
    expect(await engine.check(templateSource({ 'template.yaml': manifest, 'files/a': '' }), caller)).toEqual({
      description: {
        kind: 'project',
        description: 'A sample.',
        parameters: { type: 'object', properties: { port: { type: 'integer' } }, additionalProperties: false },
        examples: [{ name: 'one', parameters: { port: 1 } }],
      },
    });
  });

  it('returns the faults of a template', async () => {
    expect(await engine.check(templateSource({ 'files/a.mustache': '{{x}}' }), caller)).toMatchObject({
      faults: [{ code: 'tag_unknown_name', path: 'files/a.mustache', line: 1, column: 1 }],
    });
  });

  it('renders with defaults, and returns errors of parameters and faults of rendering', async () => {
    const source = templateSource({
      'template.yaml': manifestOf({ port: { type: 'integer', default: 80 }, v: { type: 'string' } }),
      'files/a.mustache': '{{port}}{{#v}}{{vPascal}}{{/v}}',
    });
    const bundlePath = await bundle('plain', source);
    const outcome = await engine.render({ bundlePath, name: 'x', parameters: {} }, caller);
    expect(outcome).toMatchObject({ parameters: { port: 80 }, files: [{ path: 'a', executable: false }] });
    expect('files' in outcome && Buffer.from(outcome.files[0]?.bytes ?? []).toString()).toBe('80');
    expect(await engine.render({ bundlePath, name: 'x', parameters: { port: 'y' } }, caller)).toMatchObject({
      errors: [{ path: 'parameters.port' }],
    });
    expect(await engine.render({ bundlePath, name: 'x', parameters: { v: '?' } }, caller)).toMatchObject({
      faults: [{ code: 'tag_no_value' }],
    });
  });

  it('ends an endless regular expression without blocking the event loop or later jobs', async () => {
    const hasty = start({ deadlineMs: 1_500 });
    const source = templateSource({
      'template.yaml': manifestOf({ v: { type: 'string', pattern: '^(a+)+$' } }),
      'files/a': '',
    });
    const bundlePath = await bundle('redos', source);
    try {
      let ticks = 0;
      const ticking = setInterval(() => (ticks += 1), 10);
      const outcome = await hasty.render({ bundlePath, name: 'x', parameters: { v: `${'a'.repeat(60)}!` } }, caller);
      clearInterval(ticking);
      expect(outcome).toEqual({
        faults: [{ code: 'template_too_costly', message: 'it took longer than 1500 ms', path: '' }],
      });
      expect(ticks).toBeGreaterThan(30);
    } finally {
      await hasty.close();
    }
    expect(await engine.render({ bundlePath, name: 'x', parameters: { v: 'aaa' } }, caller)).toMatchObject({
      files: [{ path: 'a' }],
    });
  });

  describe('with a job that does not end', () => {
    let patient: ThreadTemplateEngine;
    let endless: RenderRequest;
    let quick: RenderRequest;

    beforeAll(async () => {
      patient = start({ deadlineMs: 600_000 });
      const manifest = manifestOf({ v: { type: 'string', pattern: '^(a+)+$' } });
      const source = templateSource({ 'template.yaml': manifest, 'files/a': '' });
      const request = { bundlePath: await bundle('endless', source), name: 'x' };
      endless = { ...request, parameters: { v: `${'a'.repeat(60)}!` } };
      quick = { ...request, parameters: { v: 'aaa' } };
    });
    afterAll(() => patient.close());

    it('ends it with its thread when its caller goes', async () => {
      await patient.render(quick, caller);
      const client = openCaller({ timeoutMs: 600_000 });
      const outcome = patient.render(endless, client.caller);
      setImmediate(client.abandon);
      await expect(outcome).rejects.toMatchObject({ code: 'CLIENT_GONE' });
      expect(await patient.render(quick, caller)).toMatchObject({ files: [{ path: 'a' }] });
    });

    it('gives up a waiting job at once when its caller goes, and never starts it', async () => {
      const [first, second] = [openCaller({ timeoutMs: 600_000 }), openCaller({ timeoutMs: 600_000 })];
      const running = patient.render(endless, first.caller);
      const waiting = patient.render(endless, second.caller);
      setImmediate(second.abandon);
      await expect(waiting).rejects.toMatchObject({ code: 'CLIENT_GONE' });
      first.abandon();
      await expect(running).rejects.toMatchObject({ code: 'CLIENT_GONE' });
      expect(await patient.render(quick, caller)).toMatchObject({ files: [{ path: 'a' }] });
    });
  });

  it('ends a job that needs too much memory, without harm to later jobs', async () => {
    const small = start({ heapMiB: 48 });
    // Each of many items gets a copy of a large default.
    const large = Array.from({ length: 2_000 }, () => 'x');
    const items = { type: 'object', properties: { large: { type: 'array', default: large } } };
    const source = templateSource({ 'template.yaml': manifestOf({ list: { type: 'array', items } }), 'files/a': '' });
    const bundlePath = await bundle('memory', source);
    try {
      const list = Array.from({ length: 50_000 }, () => ({}));
      expect(await small.render({ bundlePath, name: 'x', parameters: { list } }, caller)).toMatchObject({
        faults: [{ code: 'template_too_costly', message: 'it took more than 48 MiB' }],
      });
      expect(await small.render({ bundlePath, name: 'x', parameters: { list: [] } }, caller)).toMatchObject({
        files: [{ path: 'a' }],
      });
    } finally {
      await small.close();
    }
  });

  it('refuses parameters with too many values', async () => {
    const bundlePath = await bundle('wide', templateSource({ 'files/a': '' }));
    const parameters = { list: Array.from({ length: 200_001 }, () => 1) };
    expect(await engine.render({ bundlePath, name: 'x', parameters }, caller)).toMatchObject({
      errors: [{ code: 'size' }],
    });
  });

  it('refuses jobs when too many wait', async () => {
    const busy = start({ maxWaiting: 1 });
    try {
      const jobs = [1, 2, 3].map(() => busy.check(templateSource({ 'files/a': '' }), caller));
      const outcomes = await Promise.allSettled(jobs);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
      expect(outcomes[2]).toMatchObject({ reason: { code: 'ENGINE_BUSY' } });
    } finally {
      await busy.close();
    }
  });
});
