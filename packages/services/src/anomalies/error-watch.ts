import type { ErrorHistory } from '@skills/analytics';
import type { ErrorCounts, RecordedAnomaly, SeenErrorType } from '@skills/schema';

export type ErrorWatchInput = {
  readonly counts: readonly ErrorCounts[];
  readonly seen: readonly SeenErrorType[];
  /** Hour since the epoch up to which looks were recorded; `undefined` before the first. */
  readonly scannedHour: number | undefined;
  readonly endHour: number;
  readonly open: readonly RecordedAnomaly[];
  /** Calls of the last 24 hours by skill name. */
  readonly recentCalls: ReadonlyMap<string, number>;
};

export type ErrorWatch = {
  /** By skill name; only of skills with a type that is new. */
  readonly histories: ReadonlyMap<string, ErrorHistory>;
  /** To be kept: what is new, and what has occurred again. */
  readonly changed: readonly SeenErrorType[];
};

const newForHours = 24;

/**
 * Which types of error are new. Counts are all-time, so a type is new when no recorded look has seen it; the first look
 * of all takes what is there for known.
 */
export function watchErrors(input: ErrorWatchInput): ErrorWatch {
  const { counts, scannedHour, endHour } = input;
  const known = new Map(input.seen.map((type) => [`${type.skillName}\0${type.errorType}`, type]));
  const isOpen = new Set(
    input.open
      .filter(({ metric }) => metric === 'error_type')
      .map(({ skillName, detail }) => `${skillName}\0${detail ?? ''}`),
  );
  const histories = new Map<string, ErrorHistory>();
  const changed: SeenErrorType[] = [];
  for (const { skillName, invocations, occurrences } of counts) {
    const newTypes = [];
    let singleTypes = 0;
    for (const [errorType, count] of occurrences) {
      const key = `${skillName}\0${errorType}`;
      const before = known.get(key);
      const now = seenNow({ skillName, errorType, occurrences: count }, before, { scannedHour, endHour });
      if (now !== before) changed.push(now);
      const isNew = now.firstSeenHour > 0 && endHour - now.firstSeenHour <= newForHours;
      if (isNew || isOpen.has(key)) newTypes.push({ errorType, count, ...hoursOf(now) });
      else if (count === 1) singleTypes += 1;
    }
    if (newTypes.length === 0) continue;
    const recentCalls = input.recentCalls.get(skillName) ?? 0;
    histories.set(skillName, { newTypes, calls: invocations, singleTypes, recentCalls });
  }
  return { histories, changed };
}

function seenNow(
  counted: Pick<SeenErrorType, 'skillName' | 'errorType' | 'occurrences'>,
  before: SeenErrorType | undefined,
  { scannedHour, endHour }: { readonly scannedHour: number | undefined; readonly endHour: number },
): SeenErrorType {
  if (before === undefined) {
    return { ...counted, firstSeenHour: scannedHour === undefined ? 0 : endHour, lastSeenHour: endHour };
  }
  if (counted.occurrences === before.occurrences) return before;
  return { ...before, occurrences: counted.occurrences, lastSeenHour: endHour };
}

function hoursOf({
  firstSeenHour,
  lastSeenHour,
}: SeenErrorType): Pick<SeenErrorType, 'firstSeenHour' | 'lastSeenHour'> {
  return { firstSeenHour, lastSeenHour };
}
