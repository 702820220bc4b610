import type { MatchedSessions } from './matched-sessions.ts';
import type { SessionSets } from './session-sets.ts';

/** Of the shared sessions of a pair, were the skills of each matched set dealt out by chance. At `a * skillCount + b`. */
export type ExpectedShared = {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** Third central moment: how lopsided the number is. */
  readonly third: Float64Array;
  /** Part of the mean in sets of which all sessions have one of the two: there was nothing to deal. */
  readonly certain: Float64Array;
};

/**
 * In a set of n sessions of which a have the one skill and b the other, the sessions with both are hypergeometric: mean
 * ab / n, variance v = ab(n - a)(n - b) / (n²(n - 1)), third central moment v(n - 2a)(n - 2b) / (n(n - 2)). Sets are
 * independent, so that all three add up.
 *
 * @see Mantel & Haenszel (1959), JNCI 22(4):719-748
 */
export function expectedShared(
  { skillCount, offsets, skills }: SessionSets,
  { order, starts }: MatchedSessions,
): ExpectedShared {
  const mean = new Float64Array(skillCount * skillCount);
  const variance = new Float64Array(skillCount * skillCount);
  const third = new Float64Array(skillCount * skillCount);
  const certain = new Float64Array(skillCount * skillCount);
  const counts = new Uint32Array(skillCount);
  const present = new Uint16Array(skillCount);
  const spread = new Float64Array(skillCount);
  const lean = new Float64Array(skillCount);
  for (let set = 0; set + 1 < starts.length; set += 1) {
    const [start, end] = [starts[set] ?? 0, starts[set + 1] ?? 0];
    for (let index = start; index < end; index += 1) {
      const session = order[index] ?? 0;
      const last = offsets[session + 1] ?? 0;
      for (let place = offsets[session] ?? 0; place < last; place += 1) {
        const skill = skills[place] ?? 0;
        counts[skill] = (counts[skill] ?? 0) + 1;
      }
    }
    const n = end - start;
    // Skills that some sessions have come first, those that all have from the other end.
    let [kinds, firstOfAll] = [0, skillCount];
    for (let skill = 0; skill < skillCount; skill += 1) {
      const count = counts[skill] ?? 0;
      if (count === 0) continue;
      if (count < n) {
        present[kinds] = skill;
        spread[skill] = count * (n - count);
        lean[skill] = n - 2 * count;
        kinds += 1;
      } else {
        firstOfAll -= 1;
        present[firstOfAll] = skill;
      }
    }
    // A set with a skill that is in some sessions has two or more.
    const spreadScale = 1 / (n * n * (n - 1));
    // Of two sessions the number is not lopsided.
    const leanScale = n > 2 ? 1 / (n * (n - 2)) : 0;
    for (let place = 0; place < kinds; place += 1) {
      const skill = present[place] ?? 0;
      const row = skill * skillCount;
      const share = (counts[skill] ?? 0) / n;
      const ownSpread = (spread[skill] ?? 0) * spreadScale;
      const ownLean = (lean[skill] ?? 0) * leanScale;
      for (let other = place + 1; other < kinds; other += 1) {
        const second = present[other] ?? 0;
        mean[row + second] = (mean[row + second] ?? 0) + share * (counts[second] ?? 0);
        const uncertainty = ownSpread * (spread[second] ?? 0);
        variance[row + second] = (variance[row + second] ?? 0) + uncertainty;
        third[row + second] = (third[row + second] ?? 0) + uncertainty * ownLean * (lean[second] ?? 0);
      }
    }
    for (let place = firstOfAll; place < skillCount; place += 1) {
      const skill = present[place] ?? 0;
      for (let other = 0; other < skillCount; other += 1) {
        const count = counts[other] ?? 0;
        const isEarlier = other < skill;
        // Two skills that all have are counted once, when the earlier of them is the other.
        if (count === 0 || other === skill || (count === n && !isEarlier)) continue;
        const cell = isEarlier ? other * skillCount + skill : skill * skillCount + other;
        mean[cell] = (mean[cell] ?? 0) + count;
        certain[cell] = (certain[cell] ?? 0) + count;
      }
    }
    counts.fill(0);
  }
  return { mean, variance, third, certain };
}
