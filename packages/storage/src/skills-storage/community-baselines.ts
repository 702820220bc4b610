import type { BaselineRow } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { BaselineRepository } from '../recommendations/baseline-repository.ts';
import { requirePositiveInteger } from './positive-integer.ts';

export type CommunityBaselineOptions = {
  /** Numbers about other people are shown only for groups of at least this many users. Default 5. */
  readonly minUsers?: number;
};

const defaultMinUsers = 5;

/** The stored baselines, the most effective first; those of fewer users than asked for are left out. */
export async function readCommunityBaselines(
  engine: SqlEngine,
  { minUsers = defaultMinUsers }: CommunityBaselineOptions = {},
): Promise<readonly BaselineRow[]> {
  return new BaselineRepository({ engine }).stored(requirePositiveInteger('minUsers', minUsers));
}

/**
 * Measures the baselines of every skill that at least `minUsers` users have called, in place of the stored ones.
 *
 * @returns how many were stored
 */
export async function updateBaselines(
  engine: SqlEngine,
  nowMs: number,
  { minUsers = defaultMinUsers }: CommunityBaselineOptions = {},
): Promise<number> {
  return new BaselineRepository({ engine }).update(nowMs, { minUsers: requirePositiveInteger('minUsers', minUsers) });
}
