import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPage, settled } from './dashboard-page.ts';
import { buildDashboard, chromiumPath, runSkills, startServer, temporaryFolder } from './live-dashboard.ts';

const reason = chromiumPath === undefined ? ' (skipped: no Chromium is installed)' : '';
const hostile = [
  '<img src=x onerror="window.hacked=1">',
  '<script>window.hacked=1</script>',
  'javascript:window.hacked=1',
  '"><svg onload=window.hacked=1>',
  '=cmd|calc',
  '__proto__',
  'bidi\u202etxt.exe',
  'zero\u200bwidth',
  'a/b?c=d&e#f',
  '日本語の名前'.repeat(20),
  'x'.repeat(250),
];

function eventOf(skillName: string, index: number): object {
  return {
    eventId: `e-${index}-${skillName}`,
    source: 'test',
    kind: 'skill',
    skillName,
    invokedAt: new Date(Date.now() - index * 1000).toISOString(),
    completed: index % 3 !== 0,
    sessionId: `s-${index}`,
    projectId: 'p',
    errorType: skillName,
    model: skillName,
    workflowPhase: skillName,
    agentId: skillName,
  };
}

describe.skipIf(chromiumPath === undefined)(`the live page${reason}`, () => {
  const folder = temporaryFolder();
  let browser: Browser;

  beforeAll(async () => {
    await buildDashboard();
    // An empty database.
    await runSkills(folder.path, ['record', '-', '--quiet']);
    browser = await chromium.launch({
      ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
      args: ['--no-sandbox'],
    });
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    folder[Symbol.dispose]();
  });

  test('an empty page says what to do; events come without loading; a lost connection is told and comes back', async () => {
    let server = await startServer(folder.path);
    const { page, problems } = await openPage(browser);
    await page.goto(`${server.url}/?since=all`);
    await page.getByText('Nothing has been collected yet').waitFor();
    expect(await page.getByText('skills collect').count()).toBeGreaterThan(0);
    await page.evaluate(() => document.body.setAttribute('data-same', ''));

    expect(await server.post([eventOf('first-skill', 1), eventOf('first-skill', 2)])).toBe(200);
    await page.getByRole('link', { name: 'first-skill' }).first().waitFor();
    const calls = page.locator('section[aria-label="Totals"] .tile-value').first();
    expect(await calls.textContent()).toBe('2');
    expect(problems).toEqual([]);

    const { port } = new URL(server.url);
    await server.stop();
    await page.getByText(/Connection lost, figures of \d\d:\d\d/).waitFor();
    expect(await calls.textContent()).toBe('2');
    server = await startServer(folder.path, Number(port));
    await page.getByText('Live', { exact: true }).waitFor();
    await server.post([eventOf('second-skill', 3)]);
    await page.getByRole('link', { name: 'second-skill' }).first().waitFor();
    expect(await page.locator('body[data-same]').count()).toBe(1);
    await page.close();
    await server.stop();
  });

  test('names from outside are text: they make no element, run nothing, and lead to their own page', async () => {
    await using server = { ...(await startServer(folder.path)), [Symbol.asyncDispose]: () => Promise.resolve() };
    await server.post(hostile.map((name, index) => eventOf(name, index + 10)));
    const { page, problems } = await openPage(browser);
    const looked = [
      '/',
      '/skills',
      '/trends',
      '/recommendations',
      '/relationships',
      '/agents',
      '/capacity',
      '/tasks',
      '/costs',
      '/learning',
    ];
    const own = hostile.map((name) => `/skill?${new URLSearchParams({ name }).toString()}`);
    for (const path of [...looked, ...own]) {
      await page.goto(`${server.url}${path}`);
      await settled(page);
      const elements = await page.locator('main img, main script, main iframe, #app a[href^="javascript"]').count();
      const hacked: unknown = await page.evaluate(() => Reflect.get(window, 'hacked'));
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect({ path, elements, hacked, isTooWide }).toEqual({ path, elements: 0, hacked: undefined, isTooWide: false });
    }
    expect(problems).toEqual([]);

    await page.goto(`${server.url}/skills?since=all`);
    await settled(page);
    for (const name of ['a/b?c=d&e#f', '<script>window.hacked=1</script>']) {
      await page.getByRole('link', { name, exact: true }).click();
      await settled(page);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
      expect(await page.locator('section[aria-label="Figures of the skill"] .tile-value').first().textContent()).toBe(
        '1',
      );
      await page.goBack();
      await settled(page);
    }
    await page.close();
    await server.stop();
  });
});
