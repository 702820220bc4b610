import { sketchSimilarity, type TextSketch, textSketch } from '@skills/collaborative-filtering';
import type { CatalogResult } from '@skills/schema';

export type ComparableSkill = {
  readonly skillName: string;
  readonly description: string;
  readonly version: string;
  readonly body: string;
};

export type NearDuplicate = CatalogResult['nearDuplicates'][number];

// From this share of common three-word runs on, one text was made from the other.
const leastSimilarity = 0.7;
// Shorter ones are alike by chance.
const fewestRuns = 5;

/** Pairs of skills of which one is a copy of the other, wholly or nearly; the most alike first. */
export function nearDuplicates(skills: readonly ComparableSkill[]): readonly NearDuplicate[] {
  const bodies = skills.map(({ body }) => textSketch(body));
  const descriptions = skills.map(({ description }) => textSketch(description));
  const candidates = new Set([...sharing(bodies), ...sharing(descriptions)]);
  return [...candidates]
    .flatMap((key) => {
      const [a = 0, b = 0] = key.split(' ').map(Number);
      const [first, second] = [skills[a], skills[b]];
      if (first === undefined || second === undefined) return [];
      const alike = alikeness(first, second, {
        body: similarity(bodies[a], bodies[b]),
        description: similarity(descriptions[a], descriptions[b]),
      });
      return alike === undefined ? [] : [{ skillA: first.skillName, skillB: second.skillName, ...alike }];
    })
    .toSorted((x, y) => y.similarity - x.similarity || (x.skillA + x.skillB < y.skillA + y.skillB ? -1 : 1));
}

function alikeness(
  a: ComparableSkill,
  b: ComparableSkill,
  similarities: { readonly body: number; readonly description: number },
): Pick<NearDuplicate, 'similarity' | 'of'> | undefined {
  if (a.version === b.version) return { similarity: 1, of: 'file' };
  if (similarities.body >= leastSimilarity) return { similarity: similarities.body, of: 'text' };
  if (similarities.description >= leastSimilarity) return { similarity: similarities.description, of: 'description' };
  return undefined;
}

function similarity(a: TextSketch | undefined, b: TextSketch | undefined): number {
  if (a === undefined || b === undefined || a.length < fewestRuns || b.length < fewestRuns) return 0;
  return sketchSimilarity(a, b);
}

// Two texts that share 0.7 of their runs share one of their 32 smallest with a probability of all but 10⁻¹⁶.
const comparedRuns = 32;
const mostSharers = 500;

/** Pairs (`a b` with a < b) that share one of their smallest runs: others need no comparison. */
function sharing(sketches: readonly TextSketch[]): ReadonlySet<string> {
  const byRun = new Map<number, number[]>();
  sketches.forEach((sketch, index) => {
    for (const run of sketch.subarray(0, comparedRuns)) {
      const sharers = byRun.get(run);
      if (sharers === undefined) byRun.set(run, [index]);
      else if (sharers.length < mostSharers) sharers.push(index);
    }
  });
  const pairs = new Set<string>();
  for (const sharers of byRun.values()) {
    sharers.forEach((b, at) => {
      for (const a of sharers.slice(0, at)) pairs.add(`${a} ${b}`);
    });
  }
  return pairs;
}
