import type { FamilyHead } from './metric-family.ts';

type OwnMetric =
  | 'activeSessions'
  | 'invocations'
  | 'completionLower'
  | 'completionUpper'
  | 'tokens'
  | 'cost'
  | 'unpricedTokens'
  | 'anomaliesOpen'
  | 'toolConfidence'
  | 'toolSuccess'
  | 'funnel'
  | 'operationRuns'
  | 'operationFailures'
  | 'operationRecords'
  | 'operationRejected'
  | 'operationMean'
  | 'operationLongest'
  | 'events'
  | 'lastEvent'
  | 'databaseSize';

/** Metrics of ours that the database is asked for. `docs/metrics.md` has a row for each. */
export const ownMetrics: Readonly<Record<OwnMetric, FamilyHead>> = {
  activeSessions: gauge('skills_active_sessions', 'Sessions with activity in the last 15 minutes'),
  invocations: counter('skills_invocations_total', 'Calls by kind, whatever came of them'),
  completionLower: gauge(
    'skills_completion_ratio_lower',
    'Lower end of the 95 % interval of the completion rate over 30 days',
  ),
  completionUpper: gauge(
    'skills_completion_ratio_upper',
    'Upper end of the 95 % interval of the completion rate over 30 days',
  ),
  tokens: counter('skills_tokens_total', 'Tokens by model and type'),
  cost: counter('skills_cost_usd_total', 'Cost by model in US dollars, as stated by the source or by list price'),
  unpricedTokens: counter('skills_unpriced_tokens_total', 'Tokens whose price is not known'),
  anomaliesOpen: gauge('skills_anomalies_open', 'Anomalies on record that have not ended'),
  toolConfidence: gauge('skills_tool_confidence_level', 'What experience says of a tool: 1 low, 2 medium, 3 high'),
  toolSuccess: gauge('skills_tool_success_ratio', 'Share of executions of a tool with a known outcome that succeeded'),
  funnel: gauge(
    'skills_funnel_sessions',
    'Distinct sessions over 30 days in which a skill was offered, ran, completed',
  ),
  operationRuns: gauge('skills_operation_runs', 'How often the system did something over 30 days'),
  operationFailures: gauge('skills_operation_failures', 'How often that failed'),
  operationRecords: gauge('skills_operation_records', 'Records that came of it'),
  operationRejected: gauge('skills_operation_rejected_records', 'Records that could not be read'),
  operationMean: gauge('skills_operation_mean_duration_seconds', 'How long it took on average'),
  operationLongest: gauge('skills_operation_longest_duration_seconds', 'How long it took at most'),
  events: gauge('skills_log_events', 'Calls in the log now'),
  lastEvent: gauge('skills_last_event_timestamp_seconds', 'When the newest call of the log ran'),
  databaseSize: gauge('skills_database_size_bytes', 'Size of the database file'),
};

function counter(name: string, help: string): FamilyHead {
  return { type: 'counter', name, help };
}

function gauge(name: string, help: string): FamilyHead {
  return { type: 'gauge', name, help };
}
