import { readFileSync } from 'node:fs';
import {
  activeSessionsHead,
  anomaliesHead,
  completionRateHead,
  durationHead,
  invocationsHead,
  ownMetrics,
} from '@skills/exporters';
import { expect, test } from 'vitest';
import { exporterMetrics } from '../src/exporter-families.ts';

test('docs/metrics.md has a row for every metric, with its type', () => {
  const text = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` *\| (counter|gauge|histogram) /gm)].map(
    ([, name, type]) => `${name} ${type}`,
  );

  const metrics = [
    invocationsHead,
    { ...durationHead, type: 'histogram' },
    completionRateHead,
    activeSessionsHead,
    anomaliesHead,
    ...Object.values(ownMetrics),
    ...Object.values(exporterMetrics),
  ];
  expect(rows).toEqual(metrics.map(({ name, type }) => `${name} ${type}`));
});
