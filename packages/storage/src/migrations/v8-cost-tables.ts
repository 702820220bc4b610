/** What prices and budgets keep. */
export const v8CostTables = `
`;
