/** What workflow executions and versions of skills keep. */
export const v8WorkflowTables = `
`;
