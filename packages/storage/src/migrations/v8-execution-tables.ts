/** What the three tiers of executions keep. */
export const v8ExecutionTables = `
`;
