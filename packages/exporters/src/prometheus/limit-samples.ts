import { type MetricFamily, sampleCount, samplesPerSeries } from './metric-family.ts';

/** What fits, and how many series do not. */
export type LimitedFamilies = { readonly families: readonly MetricFamily[]; readonly dropped: number };

/** Keeps the first series of the first families, up to a number of samples. Every family keeps its head. */
export function limitSamples(families: readonly MetricFamily[], most: number): LimitedFamilies {
  let left = most;
  let dropped = 0;
  const kept = families.map((family): MetricFamily => {
    const room = Math.floor(left / samplesPerSeries(family));
    if (family.samples.size > room) {
      dropped += family.samples.size - room;
      const cut = firstSeries(family, room);
      left -= sampleCount(cut);
      return cut;
    }
    left -= sampleCount(family);
    return family;
  });
  return { families: kept, dropped };
}

function firstSeries(family: MetricFamily, count: number): MetricFamily {
  return family.type === 'histogram'
    ? { ...family, samples: new Map([...family.samples].slice(0, count)) }
    : { ...family, samples: new Map([...family.samples].slice(0, count)) };
}
