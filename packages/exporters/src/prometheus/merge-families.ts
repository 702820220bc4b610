import type { Histogram, LabelText, MetricFamily } from './metric-family.ts';

/**
 * Two sets of families as one: counters and histograms of the same series are added up, a gauge is what the second says.
 *
 * @throws {RangeError} when a name stands for two types
 */
export function mergeFamilies(
  first: readonly MetricFamily[],
  second: readonly MetricFamily[],
): readonly MetricFamily[] {
  const byName = new Map(first.map((family) => [family.name, family]));
  for (const family of second) {
    const known = byName.get(family.name);
    byName.set(family.name, known === undefined ? family : merged(known, family));
  }
  return [...byName.values()];
}

function merged(a: MetricFamily, b: MetricFamily): MetricFamily {
  if (a.type === 'histogram' && b.type === 'histogram') {
    return { ...a, samples: mergedSamples(a.samples, b.samples, addHistograms) };
  }
  if (a.type === 'counter' && b.type === 'counter') {
    return { ...a, samples: mergedSamples(a.samples, b.samples, (x, y) => x + y) };
  }
  if (a.type === 'gauge' && b.type === 'gauge') {
    return { ...a, samples: mergedSamples(a.samples, b.samples, (_, y) => y) };
  }
  throw new RangeError(`${a.name} is a ${a.type} and a ${b.type}`);
}

function mergedSamples<Value>(
  a: ReadonlyMap<LabelText, Value>,
  b: ReadonlyMap<LabelText, Value>,
  merge: (x: Value, y: Value) => Value,
): ReadonlyMap<LabelText, Value> {
  if (b.size === 0) return a;
  const samples = new Map(a);
  for (const [labels, value] of b) {
    const known = samples.get(labels);
    samples.set(labels, known === undefined ? value : merge(known, value));
  }
  return samples;
}

function addHistograms(a: Histogram, b: Histogram): Histogram {
  return { buckets: a.buckets.map((count, index) => count + (b.buckets[index] ?? 0)), sum: a.sum + b.sum };
}
