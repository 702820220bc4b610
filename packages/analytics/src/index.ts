export { anomalyStep, defaultAnomalyLimits } from './anomalies/anomaly-step.ts';
export type { AnomalyLimits, AnomalyStep, FoundAnomaly, OpenAnomaly, SkillTests } from './anomalies/anomaly-step.ts';
export { betaBinomialTails } from './anomalies/beta-binomial-tails.ts';
export type { BetaBinomial } from './anomalies/beta-binomial-tails.ts';
export type { ClassedMean } from './anomalies/classed-mean.ts';
export type { DeviationTest } from './anomalies/deviation-test.ts';
export type { DurationBaseline } from './anomalies/duration-test.ts';
export type { ErrorHistory, NewErrorType } from './anomalies/error-test.ts';
export { packBaseline, unpackBaseline } from './anomalies/packed-baseline.ts';
export { rateChance, rateScore } from './anomalies/rate-deviation.ts';
export type { ExpectedRate, ObservedRate } from './anomalies/rate-deviation.ts';
export { scanSkill } from './anomalies/scan-skill.ts';
export type { SkillToScan } from './anomalies/scan-skill.ts';
export { seriesAnomalies } from './anomalies/series-anomalies.ts';
export type { SeriesOptions, SeriesPoint } from './anomalies/series-anomalies.ts';
export { baselineDays, baselineRange, commonSpreads, skillBaseline } from './anomalies/skill-baseline.ts';
export type { SkillBaseline } from './anomalies/skill-baseline.ts';
export type { DayBaselines, SkillHistory } from './anomalies/skill-history.ts';
export { emptySkillHours, hoursPerDay } from './anomalies/skill-hours.ts';
export type { SkillHours } from './anomalies/skill-hours.ts';
export { concurrencyOf } from './capacity/concurrency.ts';
export type { CallSpans, Concurrency, TimeSpan } from './capacity/concurrency.ts';
export { delegationAdvice, expectedSeconds } from './capacity/delegation-advice.ts';
export type { DelegationAdvice, WayEvidence } from './capacity/delegation-advice.ts';
export { leastServers, serviceStarts } from './capacity/first-come-first-served.ts';
export { hourForecast } from './capacity/hour-forecast.ts';
export type { HourBacktest, HourForecast, HourForecastOptions } from './capacity/hour-forecast.ts';
export { predictorNames } from './capacity/hour-predictors.ts';
export type { PredictorName } from './capacity/hour-predictors.ts';
export { erlangC, queueForecast } from './capacity/queueing.ts';
export type { QueueForecast, QueueInput } from './capacity/queueing.ts';
export { runningLimitSeconds } from './capacity/running-limit.ts';
export type { UsualDurations } from './capacity/running-limit.ts';
export { leastStationCalls, stationLoad } from './capacity/station-load.ts';
export type { StationLoad, StationOptions } from './capacity/station-load.ts';
export type { SpreadEstimate, VolumeBaseline } from './anomalies/volume-baseline.ts';
export type { CommonSpreads } from './anomalies/volume-test.ts';
export { costPerSuccess } from './costs/cost-per-success.ts';
export type { CostPerSuccess, SuccessCosts } from './costs/cost-per-success.ts';
export { humanEffortLevel, humanEffortSeconds } from './costs/human-effort.ts';
export { builtInPrices, builtInPricesKnownOn } from './costs/model-prices.ts';
export { plainModelName } from './costs/plain-model-name.ts';
export { PriceList } from './costs/price-list.ts';
export { priceUsage } from './costs/price-usage.ts';
export type { TokenUsage } from './costs/price-usage.ts';
export { leastSpendDays, spendConfidence, spendForecast } from './budgets/spend-forecast.ts';
export type { SpendForecast, SpendForecastOptions, SpendToForecast } from './budgets/spend-forecast.ts';
export { fileCostUsdPerDay, storageCost } from './costs/storage-cost.ts';
export type { StorageCost, TierRows } from './costs/storage-cost.ts';
export { betaCdf, betaQuantile, betaSurvival } from './distributions/beta-distribution.ts';
export { binomialCdf, binomialProbability, binomialSurvival } from './distributions/binomial-distribution.ts';
export type { BinomialParameters } from './distributions/binomial-distribution.ts';
export { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from './distributions/chi-squared-distribution.ts';
export { erf, erfc, scaledErfc } from './distributions/erfc.ts';
export { fCdf, fSurvival } from './distributions/f-distribution.ts';
export type { FDegreesOfFreedom } from './distributions/f-distribution.ts';
export { gammaQuantile } from './distributions/gamma-quantile.ts';
export { regularizedBeta } from './distributions/incomplete-beta.ts';
export type { BetaShape } from './distributions/incomplete-beta.ts';
export { regularizedGammaLower, regularizedGammaUpper } from './distributions/incomplete-gamma.ts';
export { logBeta, logGamma } from './distributions/log-gamma.ts';
export {
  normalCdf,
  normalDensity,
  normalLogCdf,
  normalSurvival,
  normalTwoSided,
} from './distributions/normal-distribution.ts';
export { normalQuantile } from './distributions/normal-quantile.ts';
export { poissonCdf, poissonProbability, poissonSurvival } from './distributions/poisson-distribution.ts';
export {
  studentTCdf,
  studentTQuantile,
  studentTSurvival,
  studentTTwoSided,
} from './distributions/student-t-distribution.ts';
export { meanOfUsers, momentsFromSums, proportionOfUsers, ratioOfUsers } from './experiments/arm-statistics.ts';
export type { ArmRatioSums, ArmSums } from './experiments/arm-statistics.ts';
export { bayesianEffectTest } from './experiments/bayesian-effect-test.ts';
export type { BayesianEffectTest, BayesianOptions, NormalPrior } from './experiments/bayesian-effect-test.ts';
export { bucketRanges, chooseVariation } from './experiments/choose-variation.ts';
export type { BucketRange } from './experiments/choose-variation.ts';
export type { EffectEstimate } from './experiments/effect-estimate.ts';
export { effectOfArms, relativeEffect, relativeEffectOfArms } from './experiments/effect-of-arms.ts';
export type { ArmsEffect, DifferenceWithValues } from './experiments/effect-of-arms.ts';
export {
  clusteredRateVariance,
  experimentDetectableEffect,
  experimentPower,
  experimentSampleSize,
} from './experiments/experiment-power.ts';
export type { ExperimentDesign, PlannedPower } from './experiments/experiment-power.ts';
export { growthBookHash } from './experiments/growthbook-hash.ts';
export { nonInferiorityTest, nonInferiorityVerdict } from './experiments/non-inferiority-test.ts';
export type {
  NonInferiorityOptions,
  NonInferiorityTest,
  NonInferiorityVerdict,
} from './experiments/non-inferiority-test.ts';
export { sampleRatioCheck } from './experiments/sample-ratio-check.ts';
export type { SampleRatioCheck } from './experiments/sample-ratio-check.ts';
export { sequentialCriticalValue, sequentialEffectTest } from './experiments/sequential-effect-test.ts';
export type { SequentialOptions } from './experiments/sequential-effect-test.ts';
export { twoSidedEffectTest } from './experiments/two-sided-effect-test.ts';
export type { EffectTest, EffectTestOptions } from './experiments/two-sided-effect-test.ts';
export { winsorise, winsorLimits } from './experiments/winsorise.ts';
export type { WinsorOptions } from './experiments/winsorise.ts';
export { benjaminiHochberg } from './inference/benjamini-hochberg.ts';
export { binomialTest, clopperPearsonInterval } from './inference/binomial-test.ts';
export { bonferroni } from './inference/bonferroni.ts';
export { chiSquaredGoodnessOfFitTest, chiSquaredIndependenceTest } from './inference/chi-squared-test.ts';
export type { ChiSquaredOptions, ChiSquaredTest } from './inference/chi-squared-test.ts';
export { effectSize } from './inference/effect-size.ts';
export type { EffectSize } from './inference/effect-size.ts';
export { fisherExactTest } from './inference/fisher-exact-test.ts';
export { holm } from './inference/holm.ts';
export type { ConfidenceOptions, Interval } from './inference/interval.ts';
export { kolmogorovSmirnovTest } from './inference/kolmogorov-smirnov-test.ts';
export type { KolmogorovSmirnovTest } from './inference/kolmogorov-smirnov-test.ts';
export { kruskalWallisTest } from './inference/kruskal-wallis-test.ts';
export { linearRegression } from './inference/linear-regression.ts';
export type { LinearRegression } from './inference/linear-regression.ts';
export { mannKendallTest } from './inference/mann-kendall-test.ts';
export type { MannKendallTest } from './inference/mann-kendall-test.ts';
export { mannWhitneyU } from './inference/mann-whitney-u.ts';
export type { MannWhitneyOptions, MannWhitneyTest } from './inference/mann-whitney-u.ts';
export { orderStatistic } from './inference/order-statistic.ts';
export type { Pairs } from './inference/pairs.ts';
export { pairwiseSum } from './inference/pairwise-sum.ts';
export { poissonInterval } from './inference/poisson-interval.ts';
export {
  minimumDetectableEffect,
  powerOfEffect,
  sampleSizeForMeans,
  sampleSizeForProportions,
} from './inference/power.ts';
export type { PowerOptions, SampleSizeOptions } from './inference/power.ts';
export { median, medianAbsoluteDeviation, normalConsistency, sampleQuantile } from './inference/quantile.ts';
export { kendallTau, spearmanCorrelation } from './inference/rank-correlation.ts';
export type { RankCorrelation } from './inference/rank-correlation.ts';
export { midRanks } from './inference/ranks.ts';
export type { Ranks } from './inference/ranks.ts';
export { sampleMoments } from './inference/sample-moments.ts';
export type { SampleMoments } from './inference/sample-moments.ts';
export { skewness } from './inference/skewness.ts';
export { stratifiedRateDifference } from './inference/stratified-rate-difference.ts';
export type { RateStratum, StratifiedRateDifference } from './inference/stratified-rate-difference.ts';
export type { SuccessCounts } from './inference/success-counts.ts';
export { studentTTest, welchTTest } from './inference/t-test.ts';
export type { TTest, TTestFigures } from './inference/t-test.ts';
export { theilSenLine } from './inference/theil-sen.ts';
export type { TheilSenLine } from './inference/theil-sen.ts';
export { newcombeInterval, twoProportionTest, waldInterval } from './inference/two-proportion-test.ts';
export type { TwoProportionTest } from './inference/two-proportion-test.ts';
export { wilsonScoreInterval } from './inference/wilson-score-interval.ts';
export { areaUnderCurve, brierScore, logLoss } from './prediction/classification-scores.ts';
export { binnedMatrix } from './prediction/binned-matrix.ts';
export type { BinnedMatrix } from './prediction/binned-matrix.ts';
export { decodedModel, encodedModel } from './prediction/encode-model.ts';
export { historyEvents, joinedColumns } from './prediction/event-columns.ts';
export type { EventColumns, HistoryEvent } from './prediction/event-columns.ts';
export { FeatureHistory } from './prediction/feature-history.ts';
export type { Moment, PointInTime } from './prediction/feature-history.ts';
export { featureMatrix } from './prediction/feature-matrix.ts';
export type { FeatureMatrix } from './prediction/feature-matrix.ts';
export { gradientBoosting } from './prediction/gradient-boosting.ts';
export type { BoostedTrees, GradientBoostingOptions } from './prediction/gradient-boosting.ts';
export type { PackedTrees } from './prediction/packed-trees.ts';
export { permutationImportance } from './prediction/permutation-importance.ts';
export { calibrated, isotonicCalibration, plattCalibration } from './prediction/probability-calibration.ts';
export type { Calibration } from './prediction/probability-calibration.ts';
export { randomForest } from './prediction/random-forest.ts';
export type { RandomForestOptions } from './prediction/random-forest.ts';
export { probabilityInterval, reliabilityBins } from './prediction/reliability.ts';
export type { ReliabilityBin } from './prediction/reliability.ts';
export { scoreInterval } from './prediction/score-interval.ts';
export { shapleyContributions } from './prediction/shapley-contributions.ts';
export type { Explanation } from './prediction/shapley-contributions.ts';
export {
  featureSchemaVersion,
  noPhaseCode,
  skillFeatureNames,
  skillFeatures,
  skillIdentityFeature,
  unknownRate,
} from './prediction/skill-features.ts';
export type { SkillFeatureName, SkillFeatures } from './prediction/skill-features.ts';
export { smoothedRate, smoothingWeight } from './prediction/smoothed-rate.ts';
export { successProbabilities, successProbability } from './prediction/success-model.ts';
export type { ModelCore, ModelKind, SuccessModel } from './prediction/success-model.ts';
export { trainSuccessModel } from './prediction/train-success-model.ts';
export type { CandidateFigures, ModelFigures, TrainedModel } from './prediction/train-success-model.ts';
export { trainingTable } from './prediction/training-table.ts';
export type { TrainingTable, TrainingWindow } from './prediction/training-table.ts';
export { adoptionCurve } from './trends/adoption-curve.ts';
export type { AdoptionPoint, AdoptionTotals } from './trends/adoption-curve.ts';
export { changePoints } from './trends/change-points.ts';
export type { ChangePoint, ChangePointOptions } from './trends/change-points.ts';
export { isWholeDay, weekdayOf } from './trends/day-totals.ts';
export type { DayTotals } from './trends/day-totals.ts';
export type { LevelPoint, LevelSeries } from './trends/level-series.ts';
export { leastTrendDays, linearTrend } from './trends/linear-trend.ts';
export type { LinearTrend, LinearTrendOptions } from './trends/linear-trend.ts';
export { optimalPartition } from './trends/optimal-partition.ts';
export type { PartitionOptions, SegmentCost } from './trends/optimal-partition.ts';
export { seasonalityProfile } from './trends/seasonality-profile.ts';
export type { HourOfWeek, HourOfWeekTotals, SeasonalityProfile } from './trends/seasonality-profile.ts';
export { binomialCost, normalCost, poissonCost } from './trends/segment-costs.ts';
export { skillLevels } from './trends/skill-levels.ts';
export { slopeTest } from './trends/slope-test.ts';
export type { SlopeEstimate, SlopeTest } from './trends/slope-test.ts';
export { trendDirection } from './trends/trend-direction.ts';
export { trendSeries } from './trends/trend-points.ts';
export type { TrendPoint, TrendSeries } from './trends/trend-points.ts';
export { weightedLeastSquares } from './trends/weighted-least-squares.ts';
export type { WeightedLeastSquares } from './trends/weighted-least-squares.ts';
export { analyzeExperiment } from './experiments/analyze-experiment.ts';
export type { ExperimentAnalysis, ExperimentQuestion, VerdictReason } from './experiments/analyze-experiment.ts';
export { metricBaseline } from './experiments/metric-baseline.ts';
export type { MetricBaseline } from './experiments/metric-baseline.ts';
export { usersNeeded } from './experiments/analyze-power.ts';
export { randomBelow, randomBits, shuffledIndices } from './random/random-bits.ts';
export type { RandomBits } from './random/random-bits.ts';
export { compareGroups } from './comparison/compare-groups.ts';
export type { ComparedGroup, CompareGroupsOptions, StratumOutcomes } from './comparison/compare-groups.ts';
export { mantelHaenszelDifference } from './comparison/mantel-haenszel.ts';
export type { MantelHaenszelDifference, StratumTable } from './comparison/mantel-haenszel.ts';
export { meanInterval } from './inference/mean-interval.ts';
export type { MeanSums } from './inference/mean-interval.ts';
export { compareFallbacks, fewestTries } from './confidence/compare-fallbacks.ts';
export type { AfterFailures, FallbackCandidate, FallbackComparison } from './confidence/compare-fallbacks.ts';
export {
  bandOfRate,
  claimProbability,
  confidenceBands,
  fewestOutcomes,
  seedConfidenceLevel,
  toolConfidence,
  toolPrior,
} from './confidence/confidence-level.ts';
export type { ToolConfidence, ToolOutcomes } from './confidence/confidence-level.ts';
export { costAnomalies, fewestCosts } from './confidence/cost-anomalies.ts';
export type { CostAnomalies, CostAnomaly } from './confidence/cost-anomalies.ts';
export { toolPopulationPrior } from './confidence/tool-population-prior.ts';
export { clusterOfRun, failureClusters, fewestClusterFailures } from './confidence/failure-clusters.ts';
export type { FailureCluster, FailureClusterOptions, GroupExecution } from './confidence/failure-clusters.ts';
export { usualFailureGapMs, withFailure } from './confidence/failure-run.ts';
export type { FailureRun, FailureSeen } from './confidence/failure-run.ts';
