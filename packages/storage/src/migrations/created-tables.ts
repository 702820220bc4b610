/** Names of the tables that a script creates, in its order. */
export function createdTables(script: string): readonly string[] {
  return [...script.matchAll(/CREATE (?:VIRTUAL )?TABLE (\w+)/g)].map(([, name]) => name ?? '');
}

/** SQL that drops tables, the last one first: later ones refer to earlier ones. */
export function dropTables(names: readonly string[]): string {
  return names
    .toReversed()
    .map((name) => `DROP TABLE ${name};\n`)
    .join('');
}
