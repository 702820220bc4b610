export { modelPrice } from './model-prices.ts';
export type { ModelPrice } from './model-prices.ts';
export { normalQuantile } from './normal-quantile.ts';
export { priceUsage } from './price-usage.ts';
export type { TokenUsage } from './price-usage.ts';
export { wilsonScoreInterval } from './wilson-score-interval.ts';
export type { Interval, WilsonOptions } from './wilson-score-interval.ts';
