import { drawIndex, type AliasTable } from './alias-table.ts';
import type { Random } from './seeded-random.ts';
import type { PlantedPair, WorldTruth } from './world-truth.ts';

const free = -1;

/**
 * Returns a function that fills the first `length` slots with positions in `truth.skills`, in the order of the calls:
 * planted sequences first, then planted pairs, then the ordinary mix in what is free. It writes into the caller's
 * array, because a new one per session is a tenth of the whole generation time.
 */
export function sessionPlanner(
  truth: WorldTruth,
  random: Random,
): (slots: Int32Array, length: number, mix: AliasTable) => void {
  const indexOf = (name: string): number => truth.skills.findIndex((skill) => skill.skillName === name);
  const sequences = truth.sequences.map((sequence) => ({ ...sequence, indices: sequence.skills.map(indexOf) }));
  const pairs = truth.pairs.map((pair) => ({ odds: pairOdds(pair), a: indexOf(pair.skillA), b: indexOf(pair.skillB) }));

  return (slots, length, mix) => {
    slots.fill(free, 0, length);
    for (const { indices, sessionRate, stepProbabilities } of sequences) {
      if (random() >= sessionRate) continue;
      const start = freeRun(slots, length, { size: indices.length, from: random() });
      if (start === free) continue;
      slots[start] = indices[0] ?? free;
      if (random() >= stepProbabilities[0]) continue;
      slots[start + 1] = indices[1] ?? free;
      if (random() < stepProbabilities[1]) slots[start + 2] = indices[2] ?? free;
    }
    for (const { odds, a, b } of pairs) {
      const uniform = random();
      if (uniform < odds.both + odds.onlyA) place(slots, length, { skill: a, from: random() });
      if (uniform < odds.both || (uniform >= odds.both + odds.onlyA && uniform < odds.any)) {
        place(slots, length, { skill: b, from: random() });
      }
    }
    for (let slot = 0; slot < length; slot += 1) if (slots[slot] === free) slots[slot] = drawIndex(mix, random());
  };
}

/** Probabilities that give both skills their rate, and the pair its lift. */
function pairOdds({ sessionRate, lift }: PlantedPair): { both: number; onlyA: number; any: number } {
  const both = lift * sessionRate * sessionRate;
  return { both, onlyA: sessionRate - both, any: 2 * sessionRate - both };
}

function place(slots: Int32Array, length: number, item: { readonly skill: number; readonly from: number }): void {
  const slot = freeRun(slots, length, { size: 1, from: item.from });
  if (slot !== free) slots[slot] = item.skill;
}

/** The first run of free slots at or after a random start, wrapping round, or -1. */
function freeRun(slots: Int32Array, length: number, run: { readonly size: number; readonly from: number }): number {
  const starts = length - run.size + 1;
  for (let step = 0; step < starts; step += 1) {
    const start = (Math.floor(run.from * starts) + step) % starts;
    let size = 0;
    while (size < run.size && slots[start + size] === free) size += 1;
    if (size === run.size) return start;
  }
  return free;
}
