import { createHash } from 'node:crypto';
import type { ProjectSighting } from '@skills/schema';
import { plantedEffects } from './planted-effects.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { neverUsedSkills, projectNames, roles, skillCatalog, userNames, type CatalogEntry } from './skill-catalog.ts';
import { checkWorldOptions, type WorldOptions } from './world-options.ts';
import type { SkillTruth, TokenTruth, UserTruth, WorldTruth } from './world-truth.ts';

const dayMs = 86_400_000;

/**
 * What is true of the world that `simulateWorld` draws events from, under the same options. A statistic of the events
 * must agree with it up to chance.
 *
 * @throws {RangeError} when an option is out of range
 * @example
 * worldTruth(worldOfScale('small', { seed: 1, nowMs })).completionDrops[0]?.skillName; // 'pytest-run'
 */
export function worldTruth(options: WorldOptions): WorldTruth {
  checkWorldOptions(options);
  const sinceMs = options.nowMs - options.days * dayMs;
  const random = seededRandom(options.seed, 1);
  const projects = Array.from({ length: options.projects }, (_, index) => projectOf(index));
  return {
    sinceMs,
    nowMs: options.nowMs,
    skills: Array.from({ length: options.skills }, (_, index) => skillTruth(catalogEntry(index, random), index)),
    users: Array.from({ length: options.users }, (_, index) => userTruth(index, projects.length, random)),
    projects,
    rolePreference: 4,
    // Two working peaks and a tail into the night, so that some sessions cross midnight.
    hourWeights: [2, 1, 1, 1, 1, 2, 4, 10, 22, 34, 38, 34, 24, 28, 36, 38, 32, 24, 14, 12, 12, 10, 10, 10],
    weekdayWeights: [3, 10, 11, 11, 10, 9, 3],
    ...plantedEffects({ fromMs: sinceMs, toMs: options.nowMs }),
    agents: skillCatalog.filter((entry) => entry.kind === 'subagent').map((entry) => entry.skillName),
    offeredNeverUsed: neverUsedSkills,
    tokens: tokenTruth,
  };
}

// USD per million tokens, as the providers listed them in 2026.
const tokenTruth: TokenTruth = {
  callsPerMessage: 3,
  sigma: 0.9,
  inputMedian: 60,
  outputMedian: 420,
  cacheReadMedian: 42_000,
  cacheCreationMedian: 1_600,
  prices: [
    { model: 'claude-opus-4-5-20251101', input: 5, output: 25, cacheRead: 0.5, cacheCreation: 6.25 },
    { model: 'claude-sonnet-4-5-20250929', input: 3, output: 15, cacheRead: 0.3, cacheCreation: 3.75 },
    { model: 'claude-haiku-4-5-20251001', input: 1, output: 5, cacheRead: 0.1, cacheCreation: 1.25 },
  ],
};

function catalogEntry(index: number, random: Random): CatalogEntry {
  const known = skillCatalog[index];
  if (known !== undefined) return known;
  return {
    skillName: `team-${String(index - skillCatalog.length + 1).padStart(2, '0')}:${pick(skillNouns, random())}`,
    kind: 'skill',
    role: pick(roles, random()),
    weight: 0.3 + 1.2 * random(),
    completionRate: round(0.6 + 0.39 * random()),
    medianSeconds: round(2 + 58 * random()),
  };
}

const skillNouns = ['fixture-builder', 'schema-diff', 'dead-code', 'api-mock', 'perf-profile', 'license-check'];

const phases: Readonly<Record<CatalogEntry['role'], readonly number[]>> = {
  everyone: [2, 5, 2, 1],
  backend: [1, 6, 3, 1],
  frontend: [2, 6, 1, 1],
  operations: [3, 3, 3, 2],
};
const phaseNames = ['setup', 'execution', 'verification', 'cleanup'];
const commonErrors = ['timeout', 'non_zero_exit', 'permission_denied', 'not_found', 'invalid_input'];
const errorWeights = [5, 3, 1];

function skillTruth(entry: CatalogEntry, index: number): SkillTruth {
  const isTool = entry.kind === 'tool' || entry.kind === 'mcp_tool';
  const phaseWeights = phases[entry.role];
  return {
    skillName: entry.skillName,
    kind: entry.kind,
    role: entry.role,
    weight: entry.weight,
    completionRate: entry.completionRate,
    unknownRate: isTool ? 0.01 : entry.kind === 'slash_command' ? 0.3 : 0.08,
    durationMedianSeconds: entry.medianSeconds,
    durationSigma: isTool ? 0.9 : 0.5,
    phases: phaseNames.map((value, phase) => ({ value, weight: phaseWeights[phase] ?? 1 })),
    errorTypes: errorWeights.map((weight, offset) => ({
      value: commonErrors[(index + 2 * offset) % commonErrors.length] ?? 'error',
      weight,
    })),
  };
}

function userTruth(index: number, projectCount: number, random: Random): UserTruth {
  const name = userNames[index % userNames.length] ?? 'user';
  const lap = Math.floor(index / userNames.length);
  const worksOn = new Set([index % projectCount]);
  for (let tries = 0; tries < 2; tries += 1) worksOn.add(Math.floor(random() * projectCount));
  return {
    userId: lap === 0 ? name : `${name}-${lap + 1}`,
    role: roles[index % roles.length] ?? 'backend',
    // A few people do much of the work: activity spreads tenfold.
    activity: 1 + 9 * random() * random(),
    variant: Math.floor(index / roles.length) % 2 === 0 ? 'control' : 'treatment',
    model: pick(tokenTruth.prices, random()).model,
    projects: [...worksOn],
  };
}

function projectOf(index: number): ProjectSighting {
  const base = projectNames[index % projectNames.length] ?? 'project';
  const lap = Math.floor(index / projectNames.length);
  const name = lap === 0 ? base : `${base}-${lap + 1}`;
  const path = `/simulated/${name}`;
  return { projectId: `${name}-${createHash('sha256').update(path).digest('hex').slice(0, 6)}`, name, path };
}

function pick<T>(values: readonly T[], uniform: number): T {
  const value = values[Math.floor(uniform * values.length)];
  if (value === undefined) throw new RangeError('pick requires a value');
  return value;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
