import type { DoctorCheck } from '@skills/schema';

/** Runs of one kind over the last 30 days. */
export type MeasuredRuns = {
  readonly kind: string;
  readonly name: string;
  readonly runs: number;
  readonly failures: number;
  readonly records: number;
  readonly rejected: number;
  readonly meanSeconds: number;
  readonly longestSeconds: number;
};

export type OperationFacts = {
  readonly measures: readonly MeasuredRuns[];
  /** Calls of each project in the last 30 days, the most first. */
  readonly projects: readonly { readonly projectId: string; readonly records: number }[];
  /** How long usual questions take now. */
  readonly queries: readonly { readonly name: string; readonly seconds: number }[];
  /** The most called skills of the last 30 days. */
  readonly skills: readonly { readonly name: string; readonly calls: number }[];
  /** How long each tier is kept, such as `raw 90 d`. */
  readonly retention: readonly string[];
};

const namesShown = 5;
// Beyond this a source has probably changed its form.
const mostRejected = 0.05;
const slowestQuerySeconds = 0.5;

/** What the system did lately, as findings. */
export function operationChecks(facts: OperationFacts | undefined): readonly DoctorCheck[] {
  if (facts === undefined) return [];
  return [
    collectingCheck(facts.measures),
    aggregationCheck(facts.measures),
    queryCheck(facts),
    fine(
      'projects',
      listed(
        facts.projects.map(({ projectId, records }) => `${projectId} ${count(records)}`),
        'calls of no project',
      ),
    ),
    requestedCheck(facts),
    fine('retention', facts.retention.join(', ')),
  ];
}

function collectingCheck(measures: readonly MeasuredRuns[]): DoctorCheck {
  const all = measures.find(({ kind, name }) => kind === 'collect' && name === 'all');
  if (all === undefined) return fine('collecting', 'nothing was collected in the last 30 days');
  const { runs, failures, records, rejected, meanSeconds, longestSeconds } = all;
  const rate = rejected / Math.max(1, rejected + records);
  const isWorrying = failures > 0 || rate > mostRejected;
  return {
    name: 'collecting',
    status: isWorrying ? 'warn' : 'ok',
    detail:
      `${count(runs)} runs in 30 days, ${count(failures)} with a source that failed; ${count(records)} calls, ` +
      `${(100 * rate).toFixed(1)} % of the records unreadable; ${time(meanSeconds)} on average, ${time(longestSeconds)} at most`,
    fix: isWorrying ? 'skills collect names each file, line and reason' : '',
  };
}

function aggregationCheck(measures: readonly MeasuredRuns[]): DoctorCheck {
  const runs = measures.filter(({ kind }) => kind === 'aggregate');
  const failures = runs.reduce((sum, each) => sum + each.failures, 0);
  const detail = runs
    .slice(0, namesShown)
    .map(({ name, runs: times, meanSeconds }) => `${name} ${count(times)} times, ${time(meanSeconds)}`);
  return {
    name: 'aggregation',
    status: failures === 0 ? 'ok' : 'warn',
    detail:
      failures === 0 ? listed(detail, 'none in the last 30 days') : `${count(failures)} failed: ${detail.join(', ')}`,
    fix: failures === 0 ? '' : 'skills db check tells whether the counts hold; skills db rebuild makes them anew',
  };
}

function queryCheck({ queries, measures }: OperationFacts): DoctorCheck {
  const served = measures.filter(({ kind }) => kind === 'query');
  const isSlow = queries.some(({ seconds }) => seconds > slowestQuerySeconds);
  const now = queries.map(({ name, seconds }) => `${name} ${time(seconds)}`);
  const lately = served.slice(0, namesShown).map(({ name, meanSeconds }) => `${name} ${time(meanSeconds)} on average`);
  return {
    name: 'queries',
    status: isSlow ? 'warn' : 'ok',
    detail: [...now, ...lately].join(', '),
    fix: isSlow ? 'skills db prune --raw 90d makes the database smaller; skills db rebuild makes its counts anew' : '',
  };
}

/** What was asked for where servers count it; else what was called most. */
function requestedCheck({ measures, skills }: OperationFacts): DoctorCheck {
  const asked = measures.filter(({ kind }) => kind === 'request').slice(0, namesShown);
  if (asked.length > 0) return fine('requested', asked.map(({ name, runs }) => `${name} ${count(runs)}`).join(', '));
  return fine(
    'skills',
    listed(
      skills.map(({ name, calls }) => `${name} ${count(calls)}`),
      'no calls in the last 30 days',
    ),
  );
}

function fine(name: string, detail: string): DoctorCheck {
  return { name, status: 'ok', detail, fix: '' };
}

function listed(parts: readonly string[], none: string): string {
  if (parts.length === 0) return none;
  const more = parts.length - namesShown;
  return `${parts.slice(0, namesShown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function time(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms` : `${seconds.toFixed(1)} s`;
}
