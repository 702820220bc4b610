import { fewestUsersToChoose, type PlansEvaluation } from '@skills/collaborative-filtering';
import { type EvaluateResult, toTimestamp } from '@skills/schema';
import type { LoadedLog } from './loaded-log.ts';

/** All users less those of a skill must not tell of a few: how many there are is told in steps. */
const usersTo = 5;

export function evaluateResult(
  loaded: LoadedLog,
  { k, splits, chosen }: PlansEvaluation,
  { seed, nowMs }: { readonly seed: number; readonly nowMs: number },
): EvaluateResult {
  return {
    k,
    seed,
    users: rounded(loaded.users),
    skills: loaded.skills.length,
    splits: splits.map((split) => ({ ...split, users: rounded(split.users), models: [...split.models] })),
    chosen,
    needs: splits.length > 0 ? null : { users: fewestUsersToChoose, skillsPerUser: 2 },
    evaluatedAt: toTimestamp(nowMs),
  };
}

function rounded(users: number): number {
  return usersTo * Math.floor(users / usersTo);
}
