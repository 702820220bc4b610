import type { ClassedMean } from './classed-mean.ts';
import type { SkillBaseline } from './skill-baseline.ts';
import { hoursPerWeek } from './skill-hours.ts';
import { timeClasses } from './time-class.ts';

const meanLength = 4 + timeClasses;
const volumeLength = 5 + hoursPerWeek;
const packedLength = 2 * meanLength + 2 + volumeLength;

/** A baseline as 199 numbers, to be kept; a part that is missing is NaN. */
export function packBaseline({ rate, duration, volume }: SkillBaseline): Float64Array {
  const packed = new Float64Array(packedLength).fill(Number.NaN);
  packMean(packed, 0, rate);
  packMean(packed, meanLength, duration?.scores);
  packed.set([duration?.centre ?? Number.NaN, duration?.spread ?? Number.NaN], 2 * meanLength);
  if (volume !== undefined) {
    const { weeks, clumping, dayVariation, expected } = volume;
    packed.set([weeks, clumping.value, clumping.windows, dayVariation.value, dayVariation.windows], 2 * meanLength + 2);
    packed.set(expected, packedLength - hoursPerWeek);
  }
  return packed;
}

/** @returns the baseline that was packed; `undefined` when the numbers are not one */
export function unpackBaseline(packed: Float64Array): SkillBaseline | undefined {
  if (packed.length !== packedLength) return undefined;
  const scores = unpackMean(packed, meanLength);
  const [centre = Number.NaN, spread = Number.NaN] = packed.subarray(2 * meanLength, 2 * meanLength + 2);
  const [weeks = Number.NaN, clumping = 1, clumpingWindows = 0, dayVariation = 0, dayWindows = 0] = packed.subarray(
    2 * meanLength + 2,
  );
  return {
    rate: unpackMean(packed, 0),
    duration: scores === undefined ? undefined : { centre, spread, scores },
    volume: Number.isNaN(weeks)
      ? undefined
      : {
          weeks,
          clumping: { value: clumping, windows: clumpingWindows },
          dayVariation: { value: dayVariation, windows: dayWindows },
          expected: packed.subarray(packedLength - hoursPerWeek),
        },
  };
}

function packMean(packed: Float64Array, offset: number, mean: ClassedMean | undefined): void {
  if (mean === undefined) return;
  packed.set([mean.mean, mean.count, mean.unitVariance, mean.betweenDays], offset);
  packed.set(mean.classMeans, offset + 4);
}

function unpackMean(packed: Float64Array, offset: number): ClassedMean | undefined {
  const [mean = Number.NaN, count = 0, unitVariance = 0, betweenDays = 0] = packed.subarray(offset, offset + 4);
  if (Number.isNaN(mean)) return undefined;
  return { mean, count, unitVariance, betweenDays, classMeans: packed.subarray(offset + 4, offset + meanLength) };
}
