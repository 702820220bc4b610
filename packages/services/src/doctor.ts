import type { DoctorCheck, DoctorResult } from '@skills/schema';
import { databaseChecks } from './doctor-database-checks.ts';
import type { DatabaseFacts } from './doctor-database-checks.ts';
import { operationChecks } from './operation/operation-checks.ts';
import type { OperationFacts } from './operation/operation-checks.ts';

export type DoctorDependencies = {
  readonly facts: {
    /** Such as `24.1.0`. */
    nodeVersion(): string;
    /** `undefined` when there is no database yet. */
    database(): Promise<DatabaseFacts | undefined>;
    /** Free bytes where the database lies, and who may open it; `undefined` for a server. */
    file(): Promise<FileFacts | undefined>;
    sources(): Promise<readonly { readonly source: string; readonly files: number }[]>;
    /** `undefined` when there is no database of this version. */
    operation(): Promise<OperationFacts | undefined>;
  };
};

export type FileFacts = {
  readonly freeBytes: number;
  /** Permission bits of the database file. */
  readonly mode: number;
};

const leastNodeMajor = 24;
const leastFreeBytes = 100_000_000;

/** Looks at everything that must be in order for the numbers to be right. A look that fails is a finding itself. */
export class Doctor {
  readonly #facts: DoctorDependencies['facts'];

  constructor({ facts }: DoctorDependencies) {
    this.#facts = facts;
  }

  async examine(): Promise<DoctorResult> {
    const checks = [
      nodeCheck(this.#facts.nodeVersion()),
      ...(await examined('database', async () => databaseChecks(await this.#facts.database()))),
      ...(await examined('database file', async () => fileChecks(await this.#facts.file()))),
      ...(await examined('operation', async () => operationChecks(await this.#facts.operation()))),
      ...(await examined('sources', async () => [sourcesCheck(await this.#facts.sources())])),
    ];
    return { ok: checks.every(({ status }) => status !== 'fail'), checks };
  }
}

async function examined(name: string, look: () => Promise<readonly DoctorCheck[]>): Promise<readonly DoctorCheck[]> {
  try {
    return await look();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [
      { name, status: 'fail', detail, fix: 'see the message; skills db check tells whether the file is damaged' },
    ];
  }
}

function nodeCheck(version: string): DoctorCheck {
  const isNewEnough = Number.parseInt(version, 10) >= leastNodeMajor;
  return {
    name: 'node',
    status: isNewEnough ? 'ok' : 'fail',
    detail: `Node.js ${version}`,
    fix: isNewEnough ? '' : `install Node.js ${leastNodeMajor} or newer`,
  };
}

function fileChecks(file: FileFacts | undefined): readonly DoctorCheck[] {
  if (file === undefined) return [];
  const isPrivate = (file.mode & 0o077) === 0;
  const hasSpace = file.freeBytes >= leastFreeBytes;
  return [
    {
      name: 'privacy',
      status: isPrivate ? 'ok' : 'warn',
      detail: `the database file has mode ${(file.mode & 0o777).toString(8).padStart(4, '0')}`,
      fix: isPrivate ? '' : 'chmod 600 the database file: other users of this machine can open it',
    },
    {
      name: 'disk',
      status: hasSpace ? 'ok' : 'warn',
      detail: `${bytesText(file.freeBytes)} free`,
      fix: hasSpace ? '' : 'free some space: below 100 MB a backup or a migration may not fit',
    },
  ];
}

/** Rounded down: what is said to be free must be. */
function bytesText(bytes: number): string {
  return bytes < 1e10 ? `${Math.floor(bytes / 1e6)} MB` : `${Math.floor(bytes / 1e9)} GB`;
}

function sourcesCheck(sources: readonly { readonly source: string; readonly files: number }[]): DoctorCheck {
  const found = sources.filter(({ files }) => files > 0);
  const detail = sources.map(({ source, files }) => `${source} ${files}`).join(', ');
  return {
    name: 'sources',
    status: found.length > 0 ? 'ok' : 'warn',
    detail: `files found: ${detail}`,
    fix: found.length > 0 ? '' : 'run an assistant once, or name a folder with skills collect --from PATH',
  };
}
