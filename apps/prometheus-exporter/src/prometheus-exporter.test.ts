import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { authMatrixContract, freePort, rawAnswer } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { aSnapshot } from '../test/a-snapshot.ts';
import { openExporter } from '../test/open-exporter.ts';
import { createExporter, PrometheusExporter } from './prometheus-exporter.ts';

authMatrixContract({
  path: '/metrics',
  methods: ['GET', 'HEAD'],
  open: async (token) => {
    const port = await freePort();
    const exporter = new PrometheusExporter({ port, token });
    await exporter.start();
    return { port, close: () => exporter.stop() };
  },
});

describe('PrometheusExporter', () => {
  test('takes a port from 1 to 65535, 9090 unless told otherwise', () => {
    expect(() => new PrometheusExporter(0)).toThrow(RangeError);
    expect(() => createExporter(65_536)).toThrow(RangeError);
    expect(() => new PrometheusExporter({ port: 1.5 })).toThrow(RangeError);
    expect(createExporter().isRunning()).toBe(false);
  });

  test('starts once however often it is told to, stops, and starts again with what was recorded', async () => {
    const { exporter, port, value } = await openExporter();
    exporter.recordAnomaly('performance_drop', 'ruff-check');
    await Promise.all([exporter.start(), exporter.start()]);
    expect(exporter.isRunning()).toBe(true);

    await exporter.stop();
    await exporter.stop();

    expect(exporter.isRunning()).toBe(false);
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow('fetch failed');
    await exporter.start();
    expect(await value('anomalies_detected_total')).toBe(1);
  });

  test('says what to do when the port is taken', async () => {
    const { port } = await openExporter();

    await expect(new PrometheusExporter({ port }).start()).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-usage', message: expect.stringContaining('--port') }),
    );
  });

  test('tells what a program records, as the mission has it', async () => {
    const { exporter, scrape } = await openExporter();

    exporter.recordInvocation('pytest-run', 'execution', true, 45.2);
    exporter.recordInvocation('pytest-run', null, false, null);
    exporter.updateCompletionRate('pytest-run', 0.92);
    exporter.recordAnomaly('performance_drop', 'ruff-check');
    exporter.updateActiveSessions(5);

    const { samples, types } = await scrape();
    const find = (name: string) =>
      samples.filter((sample) => sample.name === name).map(({ labels, value }) => [labels, value]);
    expect(find('skill_invocations_total')).toEqual([
      [{ skill_name: 'pytest-run', workflow_phase: 'execution', completed: 'true' }, 1],
      [{ skill_name: 'pytest-run', workflow_phase: 'unknown', completed: 'false' }, 1],
    ]);
    const buckets = samples.filter(({ name }) => name === 'skill_duration_seconds_bucket');
    expect(buckets.map(({ labels, value }) => [labels['le'], value])).toEqual([
      ['0.1', 0],
      ['0.5', 0],
      ['1.0', 0],
      ['2.0', 0],
      ['5.0', 0],
      ['10.0', 0],
      ['30.0', 0],
      ['60.0', 1],
      ['300.0', 1],
      ['+Inf', 1],
    ]);
    expect(find('skill_duration_seconds_sum')).toEqual([
      [{ skill_name: 'pytest-run', workflow_phase: 'execution' }, 45.2],
    ]);
    expect(find('skill_completion_rate')).toEqual([[{ skill_name: 'pytest-run' }, 0.92]]);
    expect(find('active_sessions_total')).toEqual([[{}, 5]]);
    expect(find('anomalies_detected_total')).toEqual([
      [{ anomaly_type: 'performance_drop', skill_name: 'ruff-check' }, 1],
    ]);
    expect([
      types.get('skill_invocations_total'),
      types.get('skill_duration_seconds'),
      types.get('active_sessions_total'),
    ]).toEqual(['counter', 'histogram', 'gauge']);
  });

  test('refuses what is no rate, no count and no duration', () => {
    const exporter = createExporter();

    expect(() => exporter.updateCompletionRate('a', 92)).toThrow(RangeError);
    expect(() => exporter.updateCompletionRate('a', Number.NaN)).toThrow(RangeError);
    expect(() => exporter.updateActiveSessions(-1)).toThrow(RangeError);
    expect(() => exporter.recordInvocation('a', null, true, -1)).toThrow(RangeError);
  });

  test('a hundred thousand names are 2,000 samples at most, every call is in one, and what was folded is counted', async () => {
    const { exporter, scrape } = await openExporter();
    for (let index = 0; index < 100_000; index += 1) exporter.recordInvocation(`skill ${index}`, null, true, 1);

    const { samples } = await scrape();

    expect(samples.length).toBeLessThanOrEqual(2000);
    const calls = samples.filter(({ name }) => name === 'skill_invocations_total');
    expect(calls.reduce((sum, { value }) => sum + value, 0)).toBe(100_000);
    expect(samples.find(({ name }) => name === 'skills_dropped_series_total')?.value).toBeGreaterThan(99_000);
  });

  test('what is recorded is added to what the database holds', async () => {
    const calls = [{ skillName: 'a', workflowPhase: 'unknown', completed: 40, failed: 2, unknown: 0 }];
    const { exporter, value } = await openExporter({ source: { snapshot: async () => aSnapshot({ calls }) } });

    exporter.recordInvocation('a', null, true, null);

    expect(await value('skill_invocations_total', { skill_name: 'a', completed: 'true' })).toBe(41);
    expect(await value('skill_invocations_total', { skill_name: 'a', completed: 'false' })).toBe(2);
  });
});

describe('answers', () => {
  const ask = (port: number, path: string, { method = 'GET', ...headers }: Record<string, string> = {}) =>
    new Promise<{ readonly answer: IncomingMessage; readonly body: Buffer }>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, headers, method }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ answer, body: Buffer.concat(chunks) }));
      })
        .on('error', reject)
        .end();
    });

  test('are OpenMetrics for those who prefer it, text for all others', async () => {
    const { port } = await openExporter();
    const prometheus =
      'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

    const types = await Promise.all(
      [
        prometheus,
        '',
        '*/*',
        'text/plain',
        'application/openmetrics-text;version=9.0.0',
        'application/openmetrics-text;q=0.1,text/plain',
      ].map(async (accept) => {
        const { answer, body } = await ask(port, '/metrics', { accept });
        return [answer.headers['content-type']?.split(';')[0], body.toString().endsWith('# EOF\n')];
      }),
    );

    expect(types).toEqual([
      ['application/openmetrics-text', true],
      ['text/plain', false],
      ['text/plain', false],
      ['text/plain', false],
      ['text/plain', false],
      ['text/plain', false],
    ]);
  });

  test('are packed for those who can unpack', async () => {
    const { exporter, port } = await openExporter();
    for (let index = 0; index < 50; index += 1) exporter.recordInvocation(`skill ${index}`, null, true, 1);

    const packed = await ask(port, '/metrics', { 'accept-encoding': 'br, gzip;q=0.8' });
    const plain = await ask(port, '/metrics', { 'accept-encoding': 'gzip;q=0' });

    expect(packed.answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.body).toString()).toContain('skill_name="skill 49"');
    expect(packed.body.length).toBeLessThan(plain.body.length / 5);
    expect(plain.answer.headers['content-encoding']).toBeUndefined();
  });

  test('lead to the metrics, and say whether the database answers', async () => {
    const { port } = await openExporter();
    const failing = await openExporter({ source: { snapshot: () => Promise.reject(new Error('gone')) } });

    const statuses = await Promise.all(
      ['/', '/healthz', '/metrics?x=1', '/metrics/', '/favicon.ico'].map(
        async (path) => (await ask(port, path)).answer.statusCode,
      ),
    );

    expect(statuses).toEqual([200, 200, 200, 404, 404]);
    expect((await ask(failing.port, '/healthz')).answer.statusCode).toBe(503);
    expect(await rawAnswer(port, ['GET http://localhost/metrics HTTP/1.1', 'Host: localhost'])).toContain(
      '400 Bad Request',
    );
    expect((await ask(port, '/metrics', { method: 'HEAD' })).body).toHaveLength(0);
  });
});
