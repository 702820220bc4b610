/** What retention, erasure and the system's own measurements keep. */
export const v8OperationTables = `
`;
