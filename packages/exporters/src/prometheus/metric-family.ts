/** Labels as they stand between the braces (`labelText`), which names a series within its family. */
export type LabelText = string;

export type NumberFamily = {
  readonly type: 'counter' | 'gauge';
  /** A counter's ends in `_total`. */
  readonly name: string;
  readonly help: string;
  readonly samples: ReadonlyMap<LabelText, number>;
};

export type Histogram = {
  /** Not cumulative, one for each bound and one for what lies above. */
  readonly buckets: readonly number[];
  readonly sum: number;
};

export type HistogramFamily = {
  readonly type: 'histogram';
  readonly name: string;
  readonly help: string;
  /** Ascending and inclusive. */
  readonly bounds: readonly number[];
  readonly samples: ReadonlyMap<LabelText, Histogram>;
};

export type MetricFamily = NumberFamily | HistogramFamily;

/** What a family is called and means, without its numbers. */
export type FamilyHead = Omit<NumberFamily, 'samples'>;

/** Of a series that occurs twice, because two names are written the same way, a counter has the sum, a gauge the first. */
export function numberFamily(
  head: FamilyHead,
  samples: Iterable<readonly [labels: LabelText, value: number]>,
): NumberFamily {
  const sums = new Map<LabelText, number>();
  for (const [labels, value] of samples) {
    const known = sums.get(labels);
    if (known === undefined) sums.set(labels, value);
    else if (head.type === 'counter') sums.set(labels, known + value);
  }
  return { ...head, samples: sums };
}

/** How many samples a family has on the wire: a histogram has one per bucket, `_sum` and `_count`. */
export function sampleCount(family: MetricFamily): number {
  return family.samples.size * samplesPerSeries(family);
}

export function samplesPerSeries(family: MetricFamily): number {
  return family.type === 'histogram' ? family.bounds.length + 3 : 1;
}
