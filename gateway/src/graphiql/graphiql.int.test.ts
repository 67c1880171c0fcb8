import { existsSync } from 'node:fs';
import { waitFor } from '@skillwright/testing';
import { chromium, type Browser } from 'playwright-core';
import { ids, skillCreated, startPlatform } from '../../test/platform.js';
import { startFakeSubgraphs } from '../../test/fake-subgraphs.js';
import { startGateway, type RunningGateway } from '../../test/running-gateway.js';

let subgraphs: Awaited<ReturnType<typeof startFakeSubgraphs>>;
let gateway: RunningGateway;

beforeAll(async () => {
  subgraphs = await startFakeSubgraphs();
  gateway = await startGateway({ supergraphSdl: subgraphs.supergraphSdl });
});
afterAll(async () => {
  await gateway.stop();
  await subgraphs.stop();
});

describe('the gateway', () => {
  it.each(['/', '/graphql'])('redirects a browser from %s to GraphiQL', async (path) => {
    const response = await fetch(gateway.url + path, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphiql']);
  });

  it('lists its addresses for a program', async () => {
    expect(await (await fetch(gateway.url)).json()).toMatchObject({ graphql: '/graphql', openapi: '/openapi.json' });
  });

  it('serves a page that loads from and calls this host only', async () => {
    const response = await fetch(`${gateway.url}/graphiql`);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*connect-src 'self'/);
    expect(await response.text()).not.toMatch(/https?:\/\//);
  });

  it('serves no file outside the page', async () => {
    for (const path of ['/graphiql/../../package.json', '/graphiql/%2e%2e/%2e%2e/package.json']) {
      expect((await fetch(gateway.url + path)).status).toBe(404);
    }
  });
});

const chromiumPath = '/usr/bin/chromium';
// The page is tested in a real browser if there is one.
const describeBrowser = existsSync(chromiumPath)
  ? describe
  : (name: string, tests: () => void) => describe.skip(`${name} (skipped: there is no ${chromiumPath})`, tests);

describeBrowser('GraphiQL in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
    });
  });
  afterAll(() => browser.close());

  it('executes a query without an error and without a request to another host', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    const faults: string[] = [];
    const hosts = new Set<string>();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('request', (request) => /^(https?|wss?):/.test(request.url()) && hosts.add(new URL(request.url()).host));
    const introspected = page.waitForResponse(/\/graphql$/);
    await page.goto(`${gateway.url}/graphiql?query=${encodeURIComponent('{ books { title } }')}`);
    await introspected;
    await page.locator('.graphiql-query-editor .view-line', { hasText: 'books' }).waitFor();
    await page.locator('.graphiql-execute-button').click();
    // The editor writes spaces as no-break spaces.
    await page.locator('.result-window', { hasText: /Book\s1/ }).waitFor();
    expect([faults, [...hosts]]).toEqual([[], [new URL(gateway.url).host]]);
  });

  it('shows the events of a subscription as they arrive', async () => {
    const platform = await startPlatform();
    const page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    const query = 'subscription { skillChanged { change skill { name } } }';
    await page.goto(`${platform.gateway.url}/graphiql?query=${encodeURIComponent(query)}`);
    await page.locator('.graphiql-query-editor .view-line', { hasText: 'skillChanged' }).waitFor();
    await page.locator('.graphiql-execute-button').click();
    for (const [id, name] of [
      [ids.s1, /skill\s1/],
      [ids.s2, /skill\s2/],
    ] as const) {
      const shown = page.locator('.result-window', { hasText: name });
      // A subscription does not report that it is open: events are published until one is shown.
      await waitFor(async () => {
        await platform.publish('skill.created', skillCreated(id));
        return (await shown.count()) > 0;
      });
    }
    await page.close();
    await platform.stop();
  });
});
