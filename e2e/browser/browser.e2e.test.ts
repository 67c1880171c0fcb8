import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, waitFor } from '@skillwright/testing';
import { chromium, type Browser, type Page } from 'playwright-core';
import { callRest } from '../harness/rest.js';
import { uniqueName } from '../harness/sample-skill.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { startSystem, type StartedSystem } from '../harness/start-system.js';
import { issueToken } from '../harness/token.js';
import { readPageScript, servePage } from './serve-page.js';

const chromiumPath = '/usr/bin/chromium';
// Not every machine has a browser, and CI may have none either.
const describeBrowser = existsSync(chromiumPath)
  ? describe
  : (name: string, tests: () => void) => describe.skip(`${name} (skipped: there is no ${chromiumPath})`, tests);

describeBrowser('a page in a browser', () => {
  const secret = { token: '' };
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let host: Awaited<ReturnType<typeof servePage>>;
  let browser: Browser;
  let secured: StartedSystem;
  /** A system without authentication, which everybody may use whom it lets in. */
  let open: { readonly url: string };

  beforeAll(async () => {
    folder = await temporaryFolder();
    host = await servePage();
    open = await sharedSystem();
    const dataDir = join(folder.path, 'data');
    secured = await startSystem({
      dataDir,
      env: { AUTH: 'required', CORS_ORIGINS: `http://app.example:${host.port}`, KAFKA_BROKERS: 'none' },
    });
    secret.token = await issueToken(dataDir, ['read:skills', 'write:skills']);
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-sync',
        // The names of pages lead to this machine, as the name of a rebinding attacker does.
        '--host-resolver-rules=MAP *.example 127.0.0.1',
      ],
    });
  }, 2 * sharedSystemTimeoutMs);
  afterAll(async () => {
    await browser?.close();
    await secured?.terminate();
    host?.stop();
    await folder?.dispose();
  });

  async function pageOf(hostName: string, port = host.port): Promise<Page> {
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`http://${hostName}:${port}/`);
    return page;
  }

  /** Has a page use a system. Resolves with the text that the page got to see; rejects if the browser shows it nothing. */
  const use = (page: Page, name: string, given: object) =>
    page.evaluate<string>(`uses.${name}(${JSON.stringify(given)})`);
  const receivedBy = (page: Page) => page.evaluate<string>('received.join("\\n")');

  async function countSkills(url: string, headers = {}): Promise<unknown> {
    const { body } = await callRest(url, 'GET', '/skills?limit=1', { headers });
    return (body as { total: number }).total;
  }

  describe('of an allowed origin', () => {
    let page: Page;
    beforeAll(async () => {
      page = await pageOf('app.example');
    });
    afterAll(() => page.close());
    const withToken = (name?: string) => ({ target: secured.url, token: secret.token, name });

    it.each(['readByGet', 'queryByGet', 'queryByPost'])('reads with a token: %s', async (name) => {
      expect(await use(page, name, withToken())).toMatch(/^200 .*(total|totalCount)":\d/);
      expect(await use(page, name, { target: secured.url })).toMatch(/UNAUTHENTICATED/);
    });

    it.each([
      ['create', /^201 /],
      ['mutate', /^200 \{"data":\{"createSkill"/],
    ])('writes with a token: %s', async (name, answer) => {
      expect(await use(page, name, withToken(uniqueName('page')))).toMatch(answer);
      expect(await use(page, name, { ...withToken(uniqueName('page')), token: '' })).toMatch(/UNAUTHENTICATED/);
    });

    it.each(['subscribeBySse', 'subscribeByWebSocket'])('subscribes with a token: %s', async (name) => {
      expect(await use(page, name, withToken())).toBe('subscribed');
      // A subscription does not report that it is open: events are published until one arrives.
      const names: string[] = [];
      await waitFor(async () => {
        names.push(uniqueName('page'));
        await use(page, 'create', withToken(names.at(-1)));
        const text = await receivedBy(page);
        return names.some((each) => text.includes(each));
      });
    });
  });

  describe('of another origin', () => {
    let page: Page;
    beforeAll(async () => {
      page = await pageOf('evil.example');
    });
    afterAll(() => page.close());

    const visible = ['readByGet', 'queryByGet', 'queryByPost', 'create', 'mutate', 'subscribeBySse'];
    const sent = ['createAsText', 'mutateAsText', 'mutateByGet'];
    const forms = ['mutateByForm', 'mutateByUrlEncodedForm', 'mutateByTextForm'];
    const streams = ['subscribeByWebSocket', 'subscribeByEventSource'];
    const systems: [string, () => { target: string; token: string }][] = [
      ['a system that needs a token, with one', () => ({ target: secured.url, token: secret.token })],
      ['a system that needs no token', () => ({ target: open.url, token: '' })],
    ];

    describe.each(systems)('at %s', (_, system) => {
      const headersOf = (token: string) => (token === '' ? {} : { authorization: `Bearer ${token}` });

      it.each([...visible, ...streams])('is shown nothing: %s', async (name) => {
        const given = { ...system(), name: uniqueName('evil') };
        await expect(use(page, name, given)).rejects.toThrow(/Failed to fetch|closed with 1006|refused/);
      });

      it.each([...visible, ...sent, ...forms])('changes nothing: %s', async (name) => {
        const { target, token } = system();
        const before = await countSkills(target, headersOf(token));
        const seen = await use(page, name, { target, token, name: uniqueName('evil') }).catch(() => '');
        // A request that needs no permission is sent; the browser does not show its answer.
        expect(seen).toMatch(/^(0 )?$/);
        expect(await countSkills(target, headersOf(token))).toBe(before);
      });
    });
  });

  describe('whose host name is bound to the address of the platform afterwards', () => {
    it.each([
      ['that needs a token', () => ({ url: secured.url, token: secret.token })],
      ['that needs no token', () => ({ url: open.url, token: '' })],
    ])('gets neither a page nor an answer of a system %s', async (_, system) => {
      const { url, token } = system();
      const { port } = new URL(url);
      const target = `http://evil.example:${port}`;
      const page = await browser.newPage();
      const answer = await page.goto(target);
      expect(answer?.status()).toBe(421);
      // The script of the attacker now runs in the origin of the platform, so that its requests come from the same one.
      await page.addScriptTag({ content: await readPageScript() });

      for (const name of ['readByGet', 'queryByGet', 'queryByPost', 'create', 'mutate', 'subscribeBySse']) {
        expect(await use(page, name, { target, token, name: uniqueName('evil') })).toMatch(/^421\b/);
      }
      for (const name of ['subscribeByWebSocket', 'subscribeByEventSource']) {
        await expect(use(page, name, { target, token })).rejects.toThrow(/closed with 1006|refused/);
      }
      await page.close();
    });
  });
});
