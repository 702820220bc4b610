import { durationBucketBounds } from '@skills/schema';
import type { FamilyHead, HistogramFamily } from './metric-family.ts';

/** The five metrics of the mission: names, labels and help are its own, and stay. */
export const invocationsHead: FamilyHead = {
  type: 'counter',
  name: 'skill_invocations_total',
  help: 'Total number of skill invocations',
};

export const durationHead: Omit<HistogramFamily, 'samples'> = {
  type: 'histogram',
  name: 'skill_duration_seconds',
  help: 'Skill execution duration in seconds',
  bounds: durationBucketBounds,
};

export const completionRateHead: FamilyHead = {
  type: 'gauge',
  name: 'skill_completion_rate',
  help: 'Current skill completion rate',
};

/** A gauge, whatever the end of its name says; `skills_active_sessions` is the same. */
export const activeSessionsHead: FamilyHead = {
  type: 'gauge',
  name: 'active_sessions_total',
  help: 'Number of currently active sessions',
};

export const anomaliesHead: FamilyHead = {
  type: 'counter',
  name: 'anomalies_detected_total',
  help: 'Total number of anomalies detected',
};
