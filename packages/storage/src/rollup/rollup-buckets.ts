import { RollupBucket } from './rollup-bucket.ts';

// Days and hours until the year 2200 fit 21 bits, which leaves 32 bits for the skill in a number.
const startsPerSkill = 2 ** 21;

/** The buckets that a batch touches, by project, skill and start. */
export class RollupBuckets {
  readonly #byProject = new Map<number, Map<number, RollupBucket>>();

  bucket(projectId: number, skillId: number, start: number): RollupBucket {
    let bySkill = this.#byProject.get(projectId);
    if (bySkill === undefined) {
      bySkill = new Map();
      this.#byProject.set(projectId, bySkill);
    }
    const key = skillId * startsPerSkill + start;
    let bucket = bySkill.get(key);
    if (bucket === undefined) {
      bucket = new RollupBucket(projectId, skillId, start);
      bySkill.set(key, bucket);
    }
    return bucket;
  }

  /** Those with something to write. */
  *all(): Generator<RollupBucket> {
    for (const bySkill of this.#byProject.values()) {
      for (const bucket of bySkill.values()) if (!bucket.isEmpty) yield bucket;
    }
  }

  /** Starts of every bucket that was asked for, those with nothing to write too. */
  touchedStarts(): ReadonlySet<number> {
    const starts = new Set<number>();
    for (const bySkill of this.#byProject.values()) for (const { start } of bySkill.values()) starts.add(start);
    return starts;
  }

  /** In the order of the primary keys, so that neighbours are written together. */
  sorted(): readonly RollupBucket[] {
    return [...this.all()].toSorted(byPrimaryKey);
  }
}

function byPrimaryKey(left: RollupBucket, right: RollupBucket): number {
  return left.projectId - right.projectId || left.skillId - right.skillId || left.start - right.start;
}
