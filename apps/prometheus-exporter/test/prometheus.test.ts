import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '@skills/testing';
import { parse } from 'yaml';
import { beforeAll, afterAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { PrometheusExporter } from '../src/prometheus-exporter.ts';
import { composeOver, type DemoDatabase, fillWithDemo, openDatabaseFolder } from './demo-database.ts';
import { hasPrometheus, type RealPrometheus, startPrometheus } from './real-prometheus.ts';

const grafana = fileURLToPath(new URL('../../../docs/grafana/', import.meta.url));
const ruleFiles = ['skills-recording.rules.yml', 'skills-alerts.rules.yml'].map((name) => `${grafana}rules/${name}`);

const dashboardSchema = z.object({
  uid: z.literal('phase4-skills-dashboard'),
  panels: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      targets: z.array(z.object({ expr: z.string() })).default([]),
    }),
  ),
});
const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ record: z.string().optional(), alert: z.string().optional(), expr: z.string() })),
    }),
  ),
});

const dashboard = dashboardSchema.parse(JSON.parse(readFileSync(`${grafana}phase4-skills-dashboard.json`, 'utf8')));
const rules = ruleFiles.flatMap((file) =>
  rulesSchema.parse(parse(readFileSync(file, 'utf8'))).groups.flatMap((group) => group.rules),
);
const panelQueries = dashboard.panels.flatMap(({ title, targets }) =>
  targets.map(({ expr }) => [title, expr.replaceAll('$__rate_interval', '1m').replaceAll('$skill', '.*')] as const),
);
/** What an alert compares, without the comparison: it must be there also while all is well. */
const ruleQueries = rules.map(
  ({ record, alert, expr }) => [record ?? alert ?? '', expr.replace(/ (?:<|>|==) [\d.]+$/, '')] as const,
);

const lastingCounters = [
  'skill_invocations_total',
  'skill_duration_seconds_bucket',
  'skill_duration_seconds_sum',
  'anomalies_detected_total',
  'skills_invocations_total',
  'skills_tokens_total',
  'skills_cost_usd_total',
];

test('the dashboard has the eight panels of the mission by their numbers', () => {
  const titles = new Map(dashboard.panels.map(({ id, title }) => [id, title]));

  expect([1, 2, 3, 4, 5, 6, 7, 8].map((id) => titles.get(id))).toEqual([
    'Skill Invocation Rate (per minute)',
    'Skill Completion Rates',
    'Skill Duration (p50, p95, p99)',
    'Successful Invocations by Skill',
    'Completion Rate with 70 % threshold',
    'Prometheus Server',
    'Active Sessions',
    'Anomaly Detection Rate (per minute)',
  ]);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
});

describe.skipIf(!hasPrometheus)("a real Prometheus (skipped without Debian's package prometheus)", () => {
  let database: DemoDatabase;
  let exporter: PrometheusExporter;
  let prometheus: RealPrometheus;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    database = openDatabaseFolder();
    await fillWithDemo(database);
    exporter = new PrometheusExporter({ port, source: await database.composition.metrics(), refreshIntervalMs: 200 });
    await exporter.start();
    prometheus = await startPrometheus(`127.0.0.1:${port}`, ruleFiles);
    await vi.waitFor(
      async () =>
        expect(Number((await prometheus.query('count_over_time(up{job="skills"}[1m])'))[0]?.value[1])).toBeGreaterThan(
          3,
        ),
      { timeout: 20_000, interval: 200 },
    );
  }, 60_000);

  afterAll(async () => {
    await prometheus?.[Symbol.asyncDispose]();
    await exporter?.stop();
    await database?.[Symbol.asyncDispose]();
  });

  test('takes every scrape, of 2,000 samples at most', async () => {
    expect((await prometheus.query('min_over_time(up{job="skills"}[1m]) == 1')).length).toBe(1);
    const [samples] = await prometheus.query('scrape_samples_scraped{job="skills"}');
    expect(Number(samples?.value[1])).toBeGreaterThan(500);
    expect(Number(samples?.value[1])).toBeLessThanOrEqual(2000);
  });

  test.each(panelQueries)('has data for the panel %s: %s', async (_title, query) => {
    expect((await prometheus.query(query)).length).toBeGreaterThan(0);
  });

  test.each(ruleQueries)('has data for the rule %s: %s', async (_name, query) => {
    expect((await prometheus.query(query)).length).toBeGreaterThan(0);
  });

  test('has recorded what the recording rules say', async () => {
    for (const { record } of rules) {
      if (record === undefined) continue;
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await vi.waitFor(async () => expect((await prometheus.query(record)).length).toBeGreaterThan(0), {
        timeout: 5000,
      });
    }
  });

  test('promtool finds nothing in the metrics but the name that the mission fixes', async () => {
    const input = await (await fetch(exporter.url)).text();

    const { stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });

    expect(`${stdout}${stderr}`.trim().split('\n')).toEqual([
      'active_sessions_total non-counter metrics should not have "_total" suffix',
    ]);
  });

  test('sees no counter go down when the exporter is started anew over the same database', async () => {
    const [before] = await prometheus.query('sum(skill_invocations_total)');
    await exporter.stop();
    const composition = composeOver(database.url, database.folder);
    exporter = new PrometheusExporter({ port, source: await composition.metrics(), refreshIntervalMs: 200 });
    await exporter.start();
    const recording = await composition.recording();
    const event = { source: 'test', kind: 'skill', skillName: 'Bash', completed: true, durationSeconds: 2 } as const;
    await recording.record([{ line: 1, event: { ...event, invokedAt: new Date().toISOString(), sessionId: 's' } }]);

    await vi.waitFor(
      async () => {
        const [after] = await prometheus.query('sum(skill_invocations_total)');
        expect(Number(after?.value[1])).toBe(Number(before?.value[1]) + 1);
      },
      { timeout: 10_000, interval: 200 },
    );
    for (const counter of lastingCounters) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const resets = await prometheus.query(`sum(resets(${counter}[5m]))`);
      expect([counter, resets.map(({ value }) => value[1])]).toEqual([counter, ['0']]);
    }
    await exporter.stop();
    await composition[Symbol.asyncDispose]();
  });

  test('promtool accepts the configuration and the rules, and the tests of the rules pass', () => {
    const promtool = (...words: readonly string[]) => spawnSync('promtool', words, { cwd: grafana, encoding: 'utf8' });

    expect(promtool('check', 'config', 'prometheus.yml')).toMatchObject({ status: 0 });
    for (const name of readdirSync(`${grafana}rules`).filter((file) => file.endsWith('.test.yml'))) {
      expect(promtool('test', 'rules', `rules/${name}`)).toMatchObject({ status: 0 });
    }
  });
});
