/** Names of the tables that a script creates, in its order. */
export function createdTables(script: string): readonly string[] {
  return namesIn(script, /CREATE (?:VIRTUAL )?TABLE (\w+)/g);
}

/** SQL that drops tables, the last one first: later ones refer to earlier ones. */
export function dropTables(names: readonly string[]): string {
  return dropped('TABLE', names);
}

/** SQL that drops the views that a script creates, with their triggers. */
export function dropViews(script: string): string {
  return dropped('VIEW', namesIn(script, /CREATE VIEW (\w+)/g));
}

/** SQL that drops the triggers that a script creates: those on tables of an earlier version stay otherwise. */
export function dropTriggers(script: string): string {
  return dropped('TRIGGER', namesIn(script, /CREATE TRIGGER (\w+)/g));
}

function namesIn(script: string, pattern: RegExp): readonly string[] {
  return [...script.matchAll(pattern)].map(([, name]) => name ?? '');
}

function dropped(kind: 'TABLE' | 'VIEW' | 'TRIGGER', names: readonly string[]): string {
  return names
    .toReversed()
    .map((name) => `DROP ${kind} ${name};\n`)
    .join('');
}
