import type { DoctorCheck } from '@skills/schema';

export type DatabaseFacts = {
  /** Without credentials. */
  readonly url: string;
  readonly schemaVersion: string | null;
  readonly pendingMigrations: readonly string[];
  /** What an integrity check found. */
  readonly problems: readonly string[];
  readonly events: number;
  readonly quarantinedLines: number;
};

export function databaseChecks(database: DatabaseFacts | undefined): readonly DoctorCheck[] {
  if (database === undefined) {
    return [{ name: 'database', status: 'warn', detail: 'there is no database yet', fix: 'run skills start' }];
  }
  return [
    { name: 'database', status: 'ok', detail: database.url, fix: '' },
    schemaCheck(database),
    integrityCheck(database),
    logCheck(database),
    quarantineCheck(database),
  ];
}

function schemaCheck({ schemaVersion, pendingMigrations }: DatabaseFacts): DoctorCheck {
  const isCurrent = pendingMigrations.length === 0;
  return {
    name: 'schema',
    status: isCurrent ? 'ok' : 'warn',
    detail: `version ${schemaVersion ?? '(none)'}${isCurrent ? '' : `, ${pendingMigrations.length} to apply`}`,
    fix: isCurrent ? '' : 'run skills db migrate; a copy is made first',
  };
}

function integrityCheck({ problems }: DatabaseFacts): DoctorCheck {
  return {
    name: 'integrity',
    status: problems.length === 0 ? 'ok' : 'fail',
    detail: problems[0] ?? 'no damage found',
    fix: problems.length === 0 ? '' : 'restore a copy with skills db restore FILE, then collect again',
  };
}

function logCheck({ events }: DatabaseFacts): DoctorCheck {
  return {
    name: 'events',
    status: events > 0 ? 'ok' : 'warn',
    detail: `${events.toLocaleString('en')} counted`,
    fix: events > 0 ? '' : 'run skills collect',
  };
}

function quarantineCheck({ quarantinedLines }: DatabaseFacts): DoctorCheck {
  return {
    name: 'quarantine',
    status: quarantinedLines === 0 ? 'ok' : 'warn',
    detail: `${quarantinedLines.toLocaleString('en')} lines could not be read`,
    fix: quarantinedLines === 0 ? '' : 'skills collect names file, line and reason',
  };
}
