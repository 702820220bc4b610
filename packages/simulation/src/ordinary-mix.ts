import { aliasTable, type AliasTable } from './alias-table.ts';
import { roles, type Role } from './skill-catalog.ts';
import { isWithin } from './skill-behaviour.ts';
import type { SkillTruth, VolumeSpike, WorldTruth } from './world-truth.ts';

/** How often a user of a role calls a skill in the ordinary mix, relative to the user's other skills. */
export function roleWeight(skill: SkillTruth, role: Role, rolePreference: number): number {
  return skill.weight * (skill.role === role ? rolePreference : 1);
}

/**
 * Expected fraction of the calls in the ordinary mix, outside volume spikes, over all users by their activity.
 *
 * @example
 * ordinaryShare(truth, 'Bash'); // 0.14
 */
export function ordinaryShare(truth: WorldTruth, skillName: string): number {
  let [share, activity] = [0, 0];
  for (const role of roles) {
    const total = sumOf(truth.skills.map((skill) => roleWeight(skill, role, truth.rolePreference)));
    const ours = truth.skills.filter((skill) => skill.skillName === skillName);
    const weight = sumOf(ours.map((skill) => roleWeight(skill, role, truth.rolePreference)));
    const active = sumOf(truth.users.filter((user) => user.role === role).map((user) => user.activity));
    share += (active * weight) / total;
    activity += active;
  }
  return share / activity;
}

/** The volume spike that is on, or -1. */
export function spikeAt(spikes: readonly VolumeSpike[], atMs: number): number {
  return spikes.findIndex((spike) => isWithin(atMs, spike));
}

/** Tables to draw a skill from, by role, for ordinary times (first) and for each volume spike. */
export function ordinaryMixes(truth: WorldTruth): readonly Readonly<Record<Role, AliasTable>>[] {
  return [undefined, ...truth.volumeSpikes].map((spike) => {
    const tableOf = (role: Role): AliasTable =>
      aliasTable(
        truth.skills.map(
          (skill) =>
            roleWeight(skill, role, truth.rolePreference) * (skill.skillName === spike?.skillName ? spike.factor : 1),
        ),
      );
    return { backend: tableOf('backend'), frontend: tableOf('frontend'), operations: tableOf('operations') };
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
