/** What the registry of projects and what is counted across them keep. */
export const v8ProjectTables = `
`;
