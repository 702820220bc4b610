import type { HourOfWeekTotals } from '@skills/analytics';
import type { SkillBucket, SkillKind } from '@skills/schema';
import type { BucketSource, SkillDaySeries, TrendSource } from '../src/trends/trend-source.ts';

export type LoggedCall = {
  readonly skillName: string;
  readonly kind?: SkillKind;
  readonly atMs: number;
  readonly completed: boolean | null;
  readonly durationSeconds?: number;
  readonly sessionId?: string;
};

/** A log in memory that answers what rollups would, and counts how often it is asked for the days of skills. */
export class TrendLog {
  readonly #calls: readonly LoggedCall[];
  dayQueries = 0;

  constructor(calls: readonly LoggedCall[]) {
    this.#calls = calls.toSorted((a, b) => a.atMs - b.atMs);
  }

  readonly trends: TrendSource = {
    skillDays: async ({ fromDay, toDay }, filter) => {
      this.dayQueries += 1;
      const chosen = this.#calls.filter(
        ({ atMs, skillName, kind = 'skill' }) =>
          dayOf(atMs) >= fromDay &&
          dayOf(atMs) < toDay &&
          (filter.skillName ?? skillName) === skillName &&
          (filter.kind ?? kind) === kind,
      );
      const bySkill = Map.groupBy(chosen, ({ skillName, kind = 'skill' }) => JSON.stringify([skillName, kind]));
      return [...bySkill.values()].map((calls) => ({
        skillName: calls[0]?.skillName ?? '',
        kind: calls[0]?.kind ?? 'skill',
        days: [...Map.groupBy(calls, ({ atMs }) => dayOf(atMs))].map(([day, ofDay]) => dayRow(day, ofDay)),
      }));
    },
    kindsOf: async (skillName) => [
      ...new Set(this.#calls.filter((call) => call.skillName === skillName).map(({ kind = 'skill' }) => kind)),
    ],
    logSpan: async () => {
      const first = this.#calls[0];
      const last = this.#calls.at(-1);
      if (first === undefined || last === undefined) return undefined;
      return { firstMs: first.atMs - (first.atMs % hourMs), lastMs: last.atMs };
    },
    activeHours: async ({ fromDay, toDay }) =>
      [...Map.groupBy(this.#calls, ({ atMs }) => dayOf(atMs))]
        .filter(([day]) => day >= fromDay && day < toDay)
        .map(([day, calls]) => {
          const hours = calls.map(({ atMs }) => Math.floor((atMs % dayMs) / hourMs));
          return { day, firstHour: Math.min(...hours), lastHour: Math.max(...hours) };
        }),
    hoursOfWeek: async ({ fromDay, toDay }, skill) => {
      const chosen = this.#calls.filter(
        ({ atMs, skillName }) => skillName === skill.skillName && dayOf(atMs) >= fromDay && dayOf(atMs) < toDay,
      );
      return [...Map.groupBy(chosen, ({ atMs }) => (Math.floor(atMs / hourMs) + 72) % 168)].map(([hourOfWeek, calls]) =>
        hourRow(hourOfWeek, calls),
      );
    },
    newSessions: async (skill) => {
      const seen = new Set<string>();
      const ofSkill = this.#calls.filter(({ skillName }) => skillName === skill.skillName);
      return [...Map.groupBy(ofSkill, ({ atMs }) => dayOf(atMs))].map(([day, calls]) => {
        const before = seen.size;
        for (const { sessionId = 's' } of calls) seen.add(sessionId);
        return { day, invocations: calls.length, newSessions: seen.size - before };
      });
    },
  };

  readonly rollups: BucketSource = {
    skillBuckets: async (window, { skillName, kind }) => {
      const chosen = this.#calls.filter(
        (call) =>
          call.atMs >= window.sinceMs &&
          call.atMs < window.untilMs &&
          (skillName ?? call.skillName) === call.skillName &&
          (kind ?? call.kind ?? 'skill') === (call.kind ?? 'skill'),
      );
      const byHour = Map.groupBy(chosen, (call) => `${call.skillName} ${Math.floor(call.atMs / hourMs)}`);
      return [...byHour.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, calls]) => bucketOf(calls));
    },
  };
}

const hourMs = 3_600_000;
const dayMs = 86_400_000;

function dayOf(atMs: number): number {
  return Math.floor(atMs / dayMs);
}

function dayRow(day: number, calls: readonly LoggedCall[]): SkillDaySeries['days'][number] {
  const { startMs: _, sessions: __, ...totals } = totalsOf(calls);
  const squares = calls.reduce((sum, { durationSeconds = 0 }) => sum + durationSeconds ** 2, 0);
  return { day, ...totals, durationSecondsSquaredSum: squares };
}

function hourRow(hourOfWeek: number, calls: readonly LoggedCall[]): HourOfWeekTotals {
  const { startMs: _, sessions: __, ...totals } = totalsOf(calls);
  return { hourOfWeek, ...totals };
}

function bucketOf(calls: readonly LoggedCall[]): SkillBucket {
  const [first] = calls;
  return { skillName: first?.skillName ?? '', kind: first?.kind ?? 'skill', ...totalsOf(calls) };
}

function totalsOf(calls: readonly LoggedCall[]): Omit<SkillBucket, 'skillName' | 'kind'> {
  const timed = calls.flatMap(({ durationSeconds }) => (durationSeconds === undefined ? [] : [durationSeconds]));
  return {
    startMs: Math.floor((calls[0]?.atMs ?? 0) / hourMs) * hourMs,
    invocations: calls.length,
    completed: calls.filter(({ completed }) => completed === true).length,
    failed: calls.filter(({ completed }) => completed === false).length,
    durationCount: timed.length,
    durationSecondsSum: timed.reduce((sum, seconds) => sum + seconds, 0),
    sessions: new Set(calls.map(({ sessionId = 's' }) => sessionId)).size,
  };
}
