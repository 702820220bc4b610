import { type FeatureMatrix, featureMatrix } from '@skills/analytics';

export type ForestTable = { readonly matrix: FeatureMatrix; readonly labels: Uint8Array };

/** A table like that of prediction: hours, weekdays, counts, rates; outcomes by a known function of them. */
export function forestTable(rows: number, seed: number): ForestTable {
  const random = generator(seed);
  const column = (draw: () => number): Float64Array => Float64Array.from({ length: rows }, draw);
  const hour = column(() => Math.floor(random() * 24));
  const weekday = column(() => Math.floor(random() * 7));
  const count = column(() => Math.floor(-20 * Math.log(1 - random())));
  const rate = column(() => Math.sqrt(random()));
  const phase = column(() => Math.floor(random() * 5));
  const session = column(() => -30 * Math.log(1 - random()));
  const familiarity = column(() => Math.floor(-10 * Math.log(1 - random())));
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const logOdds =
      3 * ((rate[row] ?? 0) - 0.6) +
      ((hour[row] ?? 0) < 8 ? -1 : 0.3) +
      (phase[row] === 2 && (session[row] ?? 0) > 30 ? -2 : 0.4) +
      0.5 * Math.log1p(familiarity[row] ?? 0) -
      0.02 * (count[row] ?? 0) -
      ((weekday[row] ?? 0) >= 5 ? 0.8 : 0);
    labels[row] = random() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }
  return { matrix: featureMatrix({ hour, weekday, count, rate, phase, session, familiarity }), labels };
}

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
