import { hostileNames, parseExposition } from '@skills/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelText } from './label-text.ts';
import { limitSamples } from './limit-samples.ts';
import { mergeFamilies } from './merge-families.ts';
import { type MetricFamily, numberFamily, sampleCount } from './metric-family.ts';
import { durationHead, invocationsHead } from './mission-metrics.ts';
import { expositionEnd, renderFamilies } from './render-families.ts';

const rate = { type: 'gauge', name: 'skill_completion_rate', help: 'Current skill completion rate' } as const;

describe('labels', () => {
  test('names that prom-client makes one series of stay two', () => {
    expect(labelText({ a: '1,b:2', b: '3' })).not.toBe(labelText({ a: '1', b: '2,b:3' }));
    expect(labelText({ a: '1",b="2', b: '3' })).not.toBe(labelText({ a: '1', b: '2",b="3' }));
  });

  test('any name comes back from the text as it went in, but for what shows nothing', () => {
    const visible = fc
      .string({ unit: 'binary' })
      .filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(text.replaceAll('\n', '')));
    fc.assert(
      fc.property(visible, visible, (skill, phase) => {
        const text = renderFamilies([numberFamily(invocationsHead, [[labelText({ skill, phase }), 1]])], 'text');

        expect(parseExposition(text).samples).toEqual([
          { name: 'skill_invocations_total', labels: { skill, phase }, value: 1 },
        ]);
      }),
    );
  });

  test('no name gets out of its quotes, and none brings a control character along', () => {
    const samples = hostileNames.map((name, index) => [labelText({ skill_name: name }), index] as const);

    for (const format of ['text', 'openmetrics'] as const) {
      const text = renderFamilies([numberFamily(invocationsHead, samples)], format);

      expect(parseExposition(text).samples).toHaveLength(hostileNames.length);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }
  });
});

test('text and OpenMetrics, byte for byte', () => {
  const families: readonly MetricFamily[] = [
    numberFamily(invocationsHead, [[labelText({ skill_name: 'a"b' }), 3]]),
    { ...durationHead, bounds: [0.1, 1], samples: new Map([['skill_name="a"', { buckets: [1, 2, 3], sum: 7.5 }]]) },
    numberFamily(rate, [['', Number.NaN]]),
  ];
  const render = (format: 'text' | 'openmetrics') => renderFamilies(families, format) + expositionEnd(format);

  expect(render('text')).toBe(`# HELP skill_invocations_total Total number of skill invocations
# TYPE skill_invocations_total counter
skill_invocations_total{skill_name="a\\"b"} 3
# HELP skill_duration_seconds Skill execution duration in seconds
# TYPE skill_duration_seconds histogram
skill_duration_seconds_bucket{skill_name="a",le="0.1"} 1
skill_duration_seconds_bucket{skill_name="a",le="1.0"} 3
skill_duration_seconds_bucket{skill_name="a",le="+Inf"} 6
skill_duration_seconds_sum{skill_name="a"} 7.5
skill_duration_seconds_count{skill_name="a"} 6
# HELP skill_completion_rate Current skill completion rate
# TYPE skill_completion_rate gauge
skill_completion_rate NaN
`);
  expect(render('openmetrics')).toBe(
    render('text')
      .replace('# HELP skill_invocations_total', '# HELP skill_invocations')
      .replace('# TYPE skill_invocations_total counter', '# TYPE skill_invocations counter')
      .replace('_seconds histogram\n', '_seconds histogram\n# UNIT skill_duration_seconds seconds\n')
      .concat('# EOF\n'),
  );
});

test('two names that are written the same way are one series: counters are added up, a gauge is told once', () => {
  const twice = [
    ['a="x"', 0.5],
    ['a="x"', 0.75],
  ] as const;

  expect(numberFamily(invocationsHead, twice).samples).toEqual(new Map([['a="x"', 1.25]]));
  expect(numberFamily(rate, twice).samples).toEqual(new Map([['a="x"', 0.5]]));
});

test('what does not fit is left out whole, from the end, and counted', () => {
  const histogram: MetricFamily = {
    ...durationHead,
    samples: new Map(['a', 'b', 'c'].map((name) => [labelText({ name }), { buckets: [1], sum: 1 }])),
  };
  const gauges = numberFamily(rate, [
    ['', 1],
    ['a="1"', 1],
  ]);

  const { families, dropped } = limitSamples([histogram, gauges], 25);

  expect(families.map(sampleCount)).toEqual([24, 1]);
  expect(dropped).toBe(2);
});

test('recorded and stored numbers of one series are added up, gauges are what was said last', () => {
  const family = (value: number) => numberFamily(invocationsHead, [['a="1"', value]]);
  const gauge = (value: number) => numberFamily(rate, [['', value]]);
  const histogram = (count: number): MetricFamily => ({
    ...durationHead,
    samples: new Map([['a="1"', { buckets: [count, 0], sum: count }]]),
  });

  expect(mergeFamilies([family(2), gauge(0.5), histogram(1)], [family(3), gauge(0.75), histogram(2)])).toEqual([
    family(5),
    gauge(0.75),
    histogram(3),
  ]);
});
