export { simulateHourlyLoad } from './agents/simulate-hourly-load.ts';
export type { HourlyLoad, HourlyLoadWorld } from './agents/simulate-hourly-load.ts';
export { simulateStation } from './agents/simulate-station.ts';
export type { StationCall, StationWorld } from './agents/simulate-station.ts';
export { bayesAuc } from './bayes-auc.ts';
export { worldTruth } from './build-world-truth.ts';
export { trueSuccessProbability, worldPhases } from './feature-world-truth.ts';
export type { WorldFeatures } from './feature-world-truth.ts';
export { changeCalls } from './changes/change-calls.ts';
export type { ChangeCall } from './changes/change-calls.ts';
export { changeKinds } from './changes/change-world.ts';
export type {
  ChangeKind,
  ChangeSkill,
  ChangeWorld,
  ChangeWorldOptions,
  PlantedChange,
} from './changes/change-world.ts';
export { plantChanges } from './changes/plant-changes.ts';
export { ordinaryShare } from './ordinary-mix.ts';
export { seededRandom } from './seeded-random.ts';
export type { Random } from './seeded-random.ts';
export { simulateFeatureWorld } from './simulate-feature-world.ts';
export type { FeatureWorldEvent, FeatureWorldOptions } from './simulate-feature-world.ts';
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
