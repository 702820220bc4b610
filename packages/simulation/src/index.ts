export { worldTruth } from './build-world-truth.ts';
export { ordinaryShare } from './ordinary-mix.ts';
export { seededRandom } from './seeded-random.ts';
export type { Random } from './seeded-random.ts';
export { simulateWorld } from './simulate-world.ts';
export type { SimulationOptions } from './simulate-world.ts';
export { skillBehaviour } from './skill-behaviour.ts';
export type { SkillBehaviour } from './skill-behaviour.ts';
export { minimumSkills, worldOfScale } from './world-options.ts';
export type { WorldOptions, WorldScale } from './world-options.ts';
export type {
  CompletionDrop,
  Drift,
  Experiment,
  ModelPriceTruth,
  PlantedPair,
  PlantedSequence,
  SkillTruth,
  SkillVersion,
  Span,
  TokenTruth,
  UserTruth,
  VolumeSpike,
  Weighted,
  WorldTruth,
} from './world-truth.ts';
