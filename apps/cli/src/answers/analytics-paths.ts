export type AnalyticsPath = {
  readonly question: readonly string[];
  /** The only field of the result that is asked for. */
  readonly field?: string;
};

/** Paths of the mission's monitoring pages behind `/api/analytics/`, as the questions that answer them. */
export const analyticsPaths: Readonly<Record<string, AnalyticsPath>> = {
  agents: { question: ['agents'] },
  capacity: { question: ['capacity'] },
  pipeline: { question: ['pipeline'] },
  costs: { question: ['costs'] },
  learning: { question: ['tools'] },
  risks: { question: ['risks'] },
  recommendations: { question: ['tools'], field: 'recommendations' },
};
