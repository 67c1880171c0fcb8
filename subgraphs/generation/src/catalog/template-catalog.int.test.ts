import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger, newId, openCaller } from '@skillwright/service';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import { compileTemplate } from '../template/compile-template.js';
import { defaultTemplateLimits } from '../template/limits.js';
import { templateIdOf } from '../template/template-id.js';
import { CatalogReconciler } from './catalog-reconciler.js';
import { reconcileCatalog } from './reconcile-catalog.js';
import { FileTemplateStore } from './file-template-store.js';
import { TemplateFinder } from './template-finder.js';
import { MemorySkillLibrary } from '../../test/memory-skill-library.js';
import { waitFor } from '@skillwright/testing';
import { TemplateCatalog } from './template-catalog.js';
import { createSkillHandlers } from './skill-handlers.js';
import { skillCreated, skillDeleted, skillUpdated } from '../../test/skill-events.js';
import type { TemplateEngine } from '../engine/template-engine.js';

const { caller, close } = openCaller({ timeoutMs: 600_000 });
afterAll(close);
const logger = createLogger({ service: 'test', level: 'silent' });

/** Checks templates in this thread. The engine with threads has tests of its own. */
const engine: TemplateEngine = {
  check: async (source) => {
    const result = compileTemplate(source, defaultTemplateLimits);
    if ('faults' in result) return result;
    const { manifest, parameters } = result.template;
    return { description: { ...manifest, parameters: parameters.schema } };
  },
  render: () => Promise.reject(new Error('nothing is rendered here')),
  close: () => Promise.resolve(),
};

describe('TemplateCatalog', () => {
  let folder: TemporaryFolder;
  let library: MemorySkillLibrary;

  beforeEach(async () => {
    folder = await temporaryFolder();
    library = new MemorySkillLibrary();
  });

  afterEach(() => folder.dispose());

  const at = (...path: string[]) => join(folder.path, ...path);

  async function openCatalog(): Promise<TemplateCatalog> {
    const store = new FileTemplateStore({ templates: at('templates'), outbox: at('outbox') }, logger);
    const catalog = new TemplateCatalog({ store, library, engine, clock: () => new Date(), logger });
    await catalog.open();
    return catalog;
  }

  async function outboxEvents(): Promise<Record<string, unknown>[]> {
    const names = await readdir(at('outbox')).catch(() => []);
    const entries = await Promise.all(
      names.sort().map(async (name) => JSON.parse(await readFile(at('outbox', name), 'utf8')) as { pointer: string }),
    );
    return Promise.all(
      entries.map(async ({ pointer }) => {
        const event = JSON.parse(await readFile(at('outbox', pointer), 'utf8')) as {
          topic: string;
          data: Record<string, unknown>;
        };
        return { topic: event.topic, templates: event.data['templates'] };
      }),
    );
  }

  const newest = (catalog: TemplateCatalog, id: string) => catalog.index.find(id)?.version;

  it('adds a version with its event and finds it after it was opened again', async () => {
    const skill = library.add('web', '1.0.0', ['site', 'page']);
    await (await openCatalog()).addVersion(skill.id, '1.0.0', caller);
    const catalog = await openCatalog();
    expect(catalog.index.find(skill.id)?.templates.map(({ name, id, version }) => ({ name, id, version }))).toEqual([
      { name: 'page', id: templateIdOf(skill.id, 'page'), version: '1.0.0' },
      { name: 'site', id: templateIdOf(skill.id, 'site'), version: '1.0.0' },
    ]);
    expect(await outboxEvents()).toEqual([
      {
        topic: 'templates.updated',
        templates: [
          { id: templateIdOf(skill.id, 'page'), version: '1.0.0' },
          { id: templateIdOf(skill.id, 'site'), version: '1.0.0' },
        ],
      },
    ]);
  });

  it('does not depend on the order and number of the events', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    skill.versions.set('1.9.0', ['site']);
    skill.versions.set('1.10.0', ['site', 'page']);
    const catalog = await openCatalog();
    const handle = createSkillHandlers(catalog);
    const context = { caller, attempt: 1 };
    const updated = handle['skill.updated'];
    const created = handle['skill.created'];
    await updated?.(skillUpdated(skill, '1.10.0', '1.9.0'), context);
    await created?.(skillCreated(skill, '1.0.0'), context);
    await updated?.(skillUpdated(skill, '1.9.0', '1.0.0'), context);
    await updated?.(skillUpdated(skill, '1.10.0', '1.9.0'), context);
    await created?.(skillCreated(skill, '1.0.0'), context);
    expect(newest(catalog, skill.id)).toBe('1.10.0');
    expect(catalog.index.list({ limit: 10 }).map(({ name, version }) => [name, version])).toEqual([
      ['page', '1.10.0'],
      ['site', '1.10.0'],
    ]);
    expect(library.fetched).toEqual(['1.10.0', '1.0.0', '1.9.0']);
    // Late events of older versions have changed nothing.
    expect(await outboxEvents()).toHaveLength(1);
  });

  it('adds a version once for many calls at the same time', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    const catalog = await openCatalog();
    await Promise.all(Array.from({ length: 10 }, () => catalog.addVersion(skill.id, '1.0.0', caller)));
    expect(library.fetched).toEqual(['1.0.0']);
  });

  it('keeps a deleted skill deleted after a late event of its creation and after a restart', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    const catalog = await openCatalog();
    await catalog.addVersion(skill.id, '1.0.0', caller);
    const handle = createSkillHandlers(catalog);
    const context = { caller, attempt: 1 };
    await handle['skill.deleted']?.(skillDeleted(skill), context);
    await handle['skill.deleted']?.(skillDeleted(skill), context);
    await handle['skill.created']?.(skillCreated(skill, '1.0.0'), context);
    expect(catalog.index.find(skill.id)).toBeUndefined();
    expect((await outboxEvents()).map(({ templates }) => templates)).toEqual([
      [{ id: expect.any(String), version: '1.0.0' }],
      [],
    ]);

    const again = await openCatalog();
    await again.addVersion(skill.id, '1.0.0', caller);
    expect(again.index.find(skill.id)).toBeUndefined();
    expect(await readdir(at('templates', skill.id, '1.0.0'))).toEqual(['event.json']);
  });

  it('remembers the deletion of an unknown skill and publishes nothing for it', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    const catalog = await openCatalog();
    await catalog.remove(skill.id, caller);
    await catalog.addVersion(skill.id, '1.0.0', caller);
    expect(catalog.index.find(skill.id)).toBeUndefined();
    expect(await outboxEvents()).toEqual([]);
  });

  it('finishes a deletion that a crash left between the tombstone and the removal', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    await (await openCatalog()).addVersion(skill.id, '1.0.0', caller);
    await mkdir(at('templates', skill.id, 'deleted'));
    const catalog = await openCatalog();
    expect(catalog.index.find(skill.id)).toBeUndefined();
    expect(await readdir(at('templates', skill.id, '1.0.0'))).toEqual(['event.json']);
  });

  it('fetches a version again when its files are unreadable or have another format', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    await (await openCatalog()).addVersion(skill.id, '1.0.0', caller);
    await writeFile(at('templates', skill.id, '1.0.0', 'version.json'), '{"format": 0}');
    const catalog = await openCatalog();
    expect(catalog.index.find(skill.id)).toBeUndefined();
    await catalog.addVersion(skill.id, '1.0.0', caller);
    expect(newest(catalog, skill.id)).toBe('1.0.0');
  });

  it('stores a template with faults, does not list it, and reports its faults', async () => {
    const skill = library.add('web', '1.0.0', ['site', 'broken']);
    const catalog = await openCatalog();
    await catalog.addVersion(skill.id, '1.0.0', caller);
    expect(catalog.index.find(skill.id)).toMatchObject({
      templates: [{ name: 'site' }],
      faulty: [{ name: 'broken', faults: [{ code: 'tag_unknown_name', path: 'files/a.mustache', line: 1 }] }],
    });
  });

  it.each(['../1.0.0', 'v1.0.0', '1.0', '', '1.0.0/x', 'deleted'])('refuses the version %j', async (version) => {
    const skill = library.add('web', '1.0.0', ['site']);
    await (await openCatalog()).addVersion(skill.id, version, caller);
    expect(library.fetched).toEqual([]);
  });

  it('reads the writes of another process on the same files', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    const [one, other] = [await openCatalog(), await openCatalog()];
    await one.addVersion(skill.id, '1.0.0', caller);
    await other.addVersion(skill.id, '1.0.0', caller);
    expect(newest(other, skill.id)).toBe('1.0.0');
    expect(library.fetched).toEqual(['1.0.0']);
    expect(await outboxEvents()).toHaveLength(1);
  });

  it('reads the changes of another replica from the folder, without the library', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    const [one, other] = [await openCatalog(), await openCatalog()];
    await one.addVersion(skill.id, '1.0.0', caller);
    library.outage = new Error('nothing is to be fetched');
    await other.refresh(skill.id);
    expect(other.index.find(skill.id, '1.0.0')).toEqual(one.index.find(skill.id, '1.0.0'));
    expect(await outboxEvents()).toHaveLength(1);

    await one.remove(skill.id, caller);
    await other.refresh(skill.id);
    expect(other.index.isDeleted(skill.id)).toBe(true);
    expect(await outboxEvents()).toHaveLength(2);
  });

  it('skips unreadable versions and other files on a refresh, and does not remove them', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    const [one, other] = [await openCatalog(), await openCatalog()];
    await one.addVersion(skill.id, '1.0.0', caller);
    await writeFile(at('templates', skill.id, '1.0.0', 'version.json'), '{"format": 0}');
    for (const id of [skill.id, newId(), '..']) await other.refresh(id);
    expect(other.index.skillIds()).toEqual([]);
    expect(await readFile(at('templates', skill.id, '1.0.0', 'version.json'), 'utf8')).toBe('{"format": 0}');
  });

  it('publishes the removal of a skill once, also when only another replica knows it', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    const [one, other] = [await openCatalog(), await openCatalog()];
    await one.addVersion(skill.id, '1.0.0', caller);
    await Promise.all([other.remove(skill.id, caller), one.remove(skill.id, caller)]);
    await other.remove(skill.id, caller);
    expect((await outboxEvents()).map(({ templates }) => templates)).toEqual([[expect.anything()], []]);
  });

  it('publishes only the newest version, also when another replica has added it', async () => {
    const skill = library.add('web', '1.0.0', ['site']);
    skill.versions.set('1.1.0', ['site']);
    const [one, other] = [await openCatalog(), await openCatalog()];
    await one.addVersion(skill.id, '1.1.0', caller);
    await other.addVersion(skill.id, '1.0.0', caller);
    expect(newest(other, skill.id)).toBe('1.1.0');
    expect(await outboxEvents()).toHaveLength(1);
  });

  describe('reconciling', () => {
    it('adds missing skills from all pages and removes deleted ones', async () => {
      const gone = library.add('gone', '1.0.0', ['site']);
      const catalog = await openCatalog();
      await catalog.addVersion(gone.id, '1.0.0', caller);
      library.remove(gone.id);
      for (let index = 0; index < 7; index += 1) library.add(`skill-${index}`, '1.0.0', ['site']);
      await reconcileCatalog({ catalog, library }, caller);
      expect(catalog.index.count()).toBe(7);
      expect(catalog.index.isDeleted(gone.id)).toBe(true);
    });

    it('does not remove an existing skill that the pages have skipped', async () => {
      const skill = library.add('web', '1.0.0', ['site']);
      const catalog = await openCatalog();
      await catalog.addVersion(skill.id, '1.0.0', caller);
      library.hidden.add(skill.id);
      await reconcileCatalog({ catalog, library }, caller);
      expect(newest(catalog, skill.id)).toBe('1.0.0');
    });

    it('tries again while the library is down and reports why', async () => {
      library.add('web', '1.0.0', ['site']);
      library.outage = new Error('the library is down');
      const catalog = await openCatalog();
      const background = new CatalogReconciler({ catalog, library, logger });
      background.start();
      await waitFor(() => background.status()['reason'] === 'the library is down');
      library.outage = undefined;
      await waitFor(() => background.status().status === 'up');
      expect(catalog.index.count()).toBe(1);
      await background.stop();
    });

    it('stops at once during a pause between two attempts', async () => {
      library.outage = new Error('down');
      const background = new CatalogReconciler({ catalog: await openCatalog(), library, logger });
      background.start();
      await waitFor(() => background.status()['reason']);
      await background.stop();
      expect(background.status().status).toBe('down');
    });
  });

  describe('finding a template', () => {
    const finder = (catalog: TemplateCatalog) => new TemplateFinder({ catalog, library, logger });

    it('fetches an unknown skill from the library, once for all calls at the same time', async () => {
      const skill = library.add('web', '1.0.0', ['site']);
      const find = finder(await openCatalog());
      const found = await Promise.all([1, 2, 3].map(() => find.get({ template: 'web/site' }, caller)));
      expect(found.map(({ id }) => id)).toEqual(Array(3).fill(templateIdOf(skill.id, 'site')));
      expect(library.fetched).toEqual(['1.0.0']);
    });

    it.each(['site', 'id'])('finds a new template by %s before its event arrives', async (how) => {
      const skill = library.add('web', '1.0.0', ['site']);
      const template = how === 'id' ? templateIdOf(skill.id, 'site') : 'site';
      expect((await finder(await openCatalog()).get({ template }, caller)).skillName).toBe('web');
    });

    it('adds an older version of a spec without an event', async () => {
      const skill = library.add('web', '1.0.0', ['site', 'old']);
      skill.versions.set('2.0.0', ['site']);
      const catalog = await openCatalog();
      await catalog.addVersion(skill.id, '2.0.0', caller);
      const find = finder(catalog);
      expect((await find.get({ template: 'web/site', version: '1.0.0' }, caller)).version).toBe('1.0.0');
      expect((await find.get({ template: 'site', version: '1.0.0' }, caller)).version).toBe('1.0.0');
      expect((await find.get({ template: templateIdOf(skill.id, 'old'), version: '1.0.0' }, caller)).name).toBe('old');
      expect((await find.get({ template: 'web/site' }, caller)).version).toBe('2.0.0');
      expect(await outboxEvents()).toHaveLength(1);
      await expect(find.get({ template: 'web/old' }, caller)).rejects.toMatchObject({ code: 'TEMPLATE_NOT_FOUND' });
    });

    it('chooses the newer of two skills of one name until the deletion of the older one is known', async () => {
      const older = library.add('web', '1.0.0', ['site']);
      const catalog = await openCatalog();
      await catalog.addVersion(older.id, '1.0.0', caller);
      library.remove(older.id);
      const newer = library.add('web', '0.1.0', ['site']);
      await catalog.addVersion(newer.id, '0.1.0', caller);
      expect((await finder(catalog).get({ template: 'web/site' }, caller)).skillId).toBe(newer.id);
    });

    it('reports that the library is down when the skill of a reference is unknown', async () => {
      library.outage = new Error('down');
      const find = finder(await openCatalog());
      await expect(find.get({ template: 'web/site' }, caller)).rejects.toThrow('down');
      await expect(find.get({ template: 'site' }, caller)).rejects.toMatchObject({ code: 'TEMPLATE_NOT_FOUND' });
    });

    it.each(['', '/', 'web/', '/site', 'web/site/x', '__proto__', 'constructor/site', '../x'])(
      'answers %j with not found',
      async (template) => {
        library.add('web', '1.0.0', ['site']);
        await expect(finder(await openCatalog()).get({ template }, caller)).rejects.toMatchObject({
          code: 'TEMPLATE_NOT_FOUND',
        });
      },
    );
  });
});
