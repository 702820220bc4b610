import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export type OpenedPage = {
  readonly page: Page;
  /** Errors of scripts, of the console, and of the page's policy. */
  readonly problems: string[];
};

/** A page that keeps what goes wrong in it. */
export async function openPage(browser: Browser): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return { page, problems };
}

/** Waits until every answer that the page shows has come. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('main');
  await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null);
}

export type Finding = { readonly id: string; readonly impact: string | null; readonly targets: string };

/** What axe finds that is serious or critical. */
export async function seriousFindings(page: Page): Promise<readonly Finding[]> {
  // Through the debugger: the page's own policy lets no other script in.
  await page.evaluate(await readAxe());
  return page.evaluate(async () => {
    type Run = () => Promise<{
      violations: { id: string; impact: string | null; nodes: { target: unknown[] }[] }[];
    }>;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- axe names itself so
    const { violations } = await (window as unknown as { axe: { run: Run } }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, nodes }) => ({
        id,
        impact,
        targets: nodes
          .map(({ target }) => String(target))
          .slice(0, 5)
          .join(' '),
      }));
  });
}

async function readAxe(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(axePath, 'utf8');
}

/** What lies outside of the page's width, and what lies over something else. */
export async function layoutProblems(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const problems: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth)
      problems.push(`the page is ${document.documentElement.scrollWidth} wide`);
    const visible = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1;
    };
    // Siblings that stand beside or below each other.
    for (const parent of document.querySelectorAll(
      '.grid, .stack, .tiles, .top, .panel-head, .tile, tr, .funnel-steps > div, .beside > div, .share, .rate',
    )) {
      const boxes = [...parent.children]
        .filter(visible)
        .map((child) => ({ child, box: child.getBoundingClientRect() }));
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) {
          const over = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const under = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          if (over > 1 && under > 1)
            problems.push(
              `${parent.className || parent.tagName}: ${a.child.textContent?.slice(0, 30)} lies over ${b.child.textContent?.slice(0, 30)}`,
            );
        }
      }
    }
    // Text that sticks out of its box.
    for (const element of document.querySelectorAll(
      '.tile, .tile-value, .tile .note, .funnel-steps dt, .panel h2, .beside dd',
    )) {
      if (visible(element) && element.scrollWidth > element.clientWidth + 1)
        problems.push(`${element.textContent?.slice(0, 40)} is cut off`);
    }
    return problems;
  });
}
