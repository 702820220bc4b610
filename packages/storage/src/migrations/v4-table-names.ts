/** What V4 added and later versions still have, as tables or as views in their place. */
export const v4TableNames = [
  'skill_metrics_cache',
  'skill_time_series',
  'skill_anomalies',
  'skill_community_baselines',
  'skill_user_interactions',
  'skill_clusters',
  'skill_cluster_membership',
  'ab_test_configs',
  'ab_test_assignments',
  'ab_test_outcomes',
  'skill_categories',
  'skill_category_mapping',
  'skill_dependencies',
  'skill_modalities',
] as const;
