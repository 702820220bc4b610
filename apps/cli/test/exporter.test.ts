import { once } from 'node:events';
import { exporterReadySchema } from '@skills/schema';
import { freePort, parseExposition } from '@skills/testing';
import { expect, onTestFinished, test as base } from 'vitest';
import { jsonOf, runSkills, startSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);

test(
  'skills exporter says where the metrics are, tells new calls, and ends when it is told to',
  { timeout: 60_000 },
  async ({ home }) => {
    const port = await freePort();
    const child = startSkills(['exporter', '--port', String(port), '--json'], { home });
    onTestFinished(() => void child.kill('SIGKILL'));
    let out = '';
    for await (const chunk of child.stdout) {
      out += String(chunk);
      if (out.endsWith('}\n')) break;
    }
    const { url } = exporterReadySchema.parse(JSON.parse(out));
    const events = async (): Promise<number | undefined> =>
      parseExposition(await (await fetch(url)).text()).samples.find(({ name }) => name === 'skills_log_events')?.value;

    expect(url).toBe(`http://127.0.0.1:${port}/metrics`);
    expect(await events()).toBe(0);
    const second = await runSkills(['exporter', '--port', String(port)], { home });
    expect([second.code, second.error]).toEqual([2, expect.stringContaining('--port')]);
    await jsonOf(['record', 'review', '--completed'], { home });
    const deadline = Date.now() + 20_000;
    while ((await events()) !== 1 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await events()).toBe(1);

    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect([0, 130]).toContain(code);
  },
);

test.each([
  [['--port', '0'], '--port 0'],
  [['--port', 'x'], '--port x'],
  [['--web.config.file', 'missing.yml'], 'missing.yml'],
  [['--host', '203.0.113.1'], '--host 203.0.113.1'],
])('skills exporter %j names what is wrong', async (words, named) => {
  const home = temporaryHome({}, { onCleanup: onTestFinished });

  const run = await runSkills(['exporter', ...words], { home });

  expect([run.code, run.error]).toEqual([2, expect.stringContaining(named)]);
});
