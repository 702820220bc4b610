import type {
  CompletionDrop,
  Drift,
  Experiment,
  PlantedPair,
  PlantedSequence,
  SkillVersion,
  Span,
  VolumeSpike,
} from './world-truth.ts';

export type PlantedEffects = {
  readonly completionDrops: readonly CompletionDrop[];
  readonly drifts: readonly Drift[];
  readonly volumeSpikes: readonly VolumeSpike[];
  readonly pairs: readonly PlantedPair[];
  readonly sequences: readonly PlantedSequence[];
  readonly versions: readonly SkillVersion[];
  readonly experiment: Experiment;
};

/** What is planted in every world. No skill has two effects, so each can be measured alone. */
export function plantedEffects({ fromMs, toMs }: Span): PlantedEffects {
  const at = (fraction: number): number => Math.round(fromMs + (toMs - fromMs) * fraction);
  return {
    completionDrops: [
      { skillName: 'pytest-run', fromMs: at(0.6), toMs: at(0.7), rateBefore: 0.9, rateDuring: 0.45 },
      { skillName: 'docker-build', fromMs: at(0.9), toMs, rateBefore: 0.92, rateDuring: 0.5 },
    ],
    drifts: [
      { skillName: 'db-migrate', metric: 'completion_rate', startValue: 0.93, endValue: 0.63 },
      { skillName: 'bundle-analyze', metric: 'duration_factor', startValue: 1, endValue: 3 },
    ],
    volumeSpikes: [{ skillName: 'web-search', fromMs: at(0.75), toMs: at(0.78), factor: 6 }],
    pairs: [
      { skillA: 'git-commit', skillB: 'changelog-update', sessionRate: 0.15, lift: 4 },
      { skillA: 'openapi-spec', skillB: 'api-client-gen', sessionRate: 0.08, lift: 8 },
      { skillA: 'i18n-extract', skillB: 'accessibility-audit', sessionRate: 0.2, lift: 0.25 },
    ],
    sequences: [
      { skills: ['lint-fix', 'unit-test', 'code-review'], sessionRate: 0.3, stepProbabilities: [0.75, 0.6] },
      { skills: ['terraform-plan', 'terraform-apply', 'smoke-test'], sessionRate: 0.15, stepProbabilities: [0.8, 0.7] },
    ],
    versions: [
      { skillName: 'pdf-extract', version: '1.0.0', fromMs, completionRate: 0.62, durationFactor: 1 },
      { skillName: 'pdf-extract', version: '1.1.0', fromMs: at(0.4), completionRate: 0.74, durationFactor: 1.3 },
      { skillName: 'pdf-extract', version: '2.0.0', fromMs: at(0.7), completionRate: 0.9, durationFactor: 0.7 },
    ],
    experiment: {
      name: 'test-generator-plan-first',
      skillName: 'test-generator',
      controlRate: 0.7,
      treatmentRate: 0.82,
    },
  };
}
