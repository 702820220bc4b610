import { dayOfHour } from './event-change.ts';

/**
 * An hour and project (0: none) in which one session ran one skill, as one number: hour * 2^32 + project. A set of them
 * is everything that the session rollups know of a (skill, session) pair.
 */
export type SessionCell = number;

const projectsPerHour = 2 ** 32;

export function sessionCell(hour: number, projectId: number | null): SessionCell {
  return hour * projectsPerHour + (projectId ?? 0);
}

export function hourOfCell(cell: SessionCell): number {
  return Math.floor(cell / projectsPerHour);
}

export function projectOfCell(cell: SessionCell): number {
  return cell % projectsPerHour;
}

/** The distinct buckets in which one session ran one skill, ascending. */
export type SessionBuckets = {
  readonly hours: readonly number[];
  /** By project; 0 is every project. */
  readonly days: ReadonlyMap<number, readonly number[]>;
};

/**
 * A pure function of the cells: the rollups hold, per bucket, how many sessions have it, and per two buckets that follow
 * each other in one session, how many sessions do that. So a change is: less the old set, plus the new.
 */
export function sessionBuckets(cells: readonly SessionCell[]): SessionBuckets {
  const days = new Map<number, readonly number[]>();
  for (const [projectId, ofProject] of Map.groupBy(cells, projectOfCell)) {
    if (projectId !== 0) days.set(projectId, ascendingDistinct(ofProject.map((cell) => dayOfHour(hourOfCell(cell)))));
  }
  const hours = ascendingDistinct(cells.map(hourOfCell));
  if (hours.length > 0) days.set(0, ascendingDistinct(hours.map(dayOfHour)));
  return { hours, days };
}

function ascendingDistinct(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].toSorted((left, right) => left - right);
}
