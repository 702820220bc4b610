import type { MetricsSnapshot } from '@skills/schema';

/** Where the numbers come from; the `metrics()` of a composition fits. */
export type MetricsSource = { snapshot(nowMs: number): Promise<MetricsSnapshot> };
