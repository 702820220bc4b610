import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OverviewResult, TopResult } from '@skills/schema';
import { formatCount, formatPercent } from '@skills/text';
import { layoutProblems, openPage, seriousFindings, settled } from './dashboard-page.ts';
import { buildDashboard, chromiumPath, runSkills, startServer, temporaryFolder } from './live-dashboard.ts';
import type { LiveServer } from './live-dashboard.ts';
import { paths } from './paths.ts';

const reason = chromiumPath === undefined ? ' (skipped: no Chromium is installed)' : '';

describe.skipIf(chromiumPath === undefined)(`the dashboard${reason}`, () => {
  const folder = temporaryFolder();
  let browser: Browser;
  let server: LiveServer;

  beforeAll(async () => {
    await buildDashboard();
    await runSkills(folder.path, ['demo', '--scale', 'small', '--quiet', '--db', `file:${folder.path}/world.db`]);
    await runSkills(folder.path, ['ab', 'create', 'shorter-prompt', '--control', 'long', '--treatment', 'short']);
    server = await startServer(folder.path);
    browser = await chromium.launch({
      ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
      args: ['--no-sandbox'],
    });
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    folder[Symbol.dispose]();
  });

  async function open(page: Page, path: string): Promise<void> {
    await page.goto(`${server.url}${path}`);
    await settled(page);
  }

  test('the overview shows the figures of the API, and says that they are simulated', async () => {
    const { page, problems } = await openPage(browser);
    await open(page, '/');
    const { totals, topSkills } = await server.answer<OverviewResult>('/api/overview?since=30d&limit=10');

    const tiles = await page.locator('section[aria-label="Totals"] .tile-value').allTextContents();
    expect(tiles.slice(0, 4)).toEqual([
      formatCount(totals.invocations),
      formatPercent(totals.completionRate),
      formatCount(totals.failed),
      formatCount(totals.sessions),
    ]);
    const rows = page.locator('table', { hasText: 'Most used skills' }).locator('tbody tr');
    expect(await rows.count()).toBe(topSkills.length);
    expect(await rows.first().locator('td').first().textContent()).toBe(formatCount(topSkills[0]?.invocations ?? 0));
    expect(await page.getByText('SIMULATED WORLD').isVisible()).toBe(true);
    expect(problems).toEqual([]);
    await page.close();
  });

  test.each(paths)(
    '%s is readable in light and dark and at three widths, and nothing goes wrong in it',
    async (path) => {
      const { page, problems } = await openPage(browser);
      await open(page, path);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect({ colorScheme, findings: await seriousFindings(page) }).toEqual({ colorScheme, findings: [] });
      }
      for (const width of [390, 1280, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        expect({ width, problems: await layoutProblems(page) }).toEqual({ width, problems: [] });
      }
      expect(problems).toEqual([]);
      await page.close();
    },
  );

  test('a table is ordered by the keyboard, and the address keeps the order', async () => {
    const { page } = await openPage(browser);
    await open(page, '/skills');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the figures');
    await page.keyboard.press('Enter');
    const heading = page.getByRole('columnheader', { name: 'Calls' });
    await heading.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(page.url()).toContain('order=calls');

    const { skills } = await server.answer<TopResult>('/api/top?since=30d&limit=500');
    const fewest = Math.min(...skills.map(({ invocations }) => invocations));
    const shown = (): Promise<string | null> => page.locator('tbody tr td').first().textContent();
    expect(await shown()).toBe(formatCount(fewest));
    await page.reload();
    await settled(page);
    expect(await shown()).toBe(formatCount(fewest));
    await page.close();
  });

  test('a link within the page loads nothing anew, and goes back', async () => {
    const { page } = await openPage(browser);
    await open(page, '/?since=7d');
    await page.evaluate(() => document.body.setAttribute('data-same', ''));
    await page.getByRole('link', { name: 'Bash' }).first().click();
    await settled(page);
    expect(page.url()).toContain('/skill?name=Bash');
    expect(page.url()).toContain('since=7d');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Bash');
    expect(await page.title()).toBe('Bash · Skills');
    await page.goBack();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Overview');
    expect(await page.locator('body[data-same]').count()).toBe(1);
    await page.close();
  });

  test('nothing jumps while the figures come', async () => {
    const { page } = await openPage(browser);
    await page.addInitScript(() => {
      Object.assign(window, { shift: 0 });
      new PerformanceObserver((list) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript does not know layout shifts
        for (const entry of list.getEntries() as unknown as { value: number }[])
          Object.assign(window, { shift: Number(Reflect.get(window, 'shift')) + entry.value });
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await open(page, '/');
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => Reflect.get(window, 'shift'))).toBeLessThan(0.1);
    await page.close();
  });

  test('figures are saved as CSV and pictures as PNG', async () => {
    const { page } = await openPage(browser);
    await open(page, '/');
    const csv = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Most used: save as CSV' }).click();
    const text = await readAll(await (await csv).createReadStream());
    const { topSkills } = await server.answer<OverviewResult>('/api/overview?since=30d&limit=10');
    expect(text.toString().split('\r\n')[1]).toBe(
      `${topSkills[0]?.skillName},${topSkills[0]?.invocations},${topSkills[0]?.completionRate}`,
    );
    const png = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Calls by day: save as PNG' }).click();
    expect((await readAll(await (await png).createReadStream())).subarray(1, 4).toString()).toBe('PNG');
    await page.close();
  });
});

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
