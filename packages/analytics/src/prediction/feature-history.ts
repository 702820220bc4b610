import type { HistoryEvent } from './event-columns.ts';
import { PendingOutcomes } from './pending-outcomes.ts';

/** What is asked about: a call that begins now. */
export type Moment = {
  /** UTC epoch milliseconds. */
  readonly atMs: number;
  readonly skill: number;
  /** 0 for none. */
  readonly session: number;
  /** 0 for none. */
  readonly user: number;
  /** When the session began, UTC epoch milliseconds; NaN for unknown. */
  readonly sessionStartMs: number;
};

/** What was known at a moment, from strictly earlier events. */
export type PointInTime = {
  /** UTC, 0 to 23. */
  readonly hourOfDay: number;
  /** UTC, 0 for Monday to 6. */
  readonly dayOfWeek: number;
  /** Calls of this skill in the 24 hours before. */
  readonly invocationCount24h: number;
  /** Share of completed ones among those calls whose outcome was known by now; `undefined` without any. */
  readonly averageCompletionRate24h: number | undefined;
  /** Since the session began; 0 for its first event. */
  readonly sessionLengthMinutes: number;
  /** Completed calls of this skill by this user (in this session when no user is known), known by now. */
  readonly userSkillFamiliarity: number;
  /** Outcomes of this skill known by now, ever. */
  readonly skillKnown: number;
  readonly skillCompleted: number;
};

type Call = {
  readonly atMs: number;
  readonly knownAtMs: number;
  readonly completed: number;
  readonly person: number;
  readonly skill: SkillHistory;
  isInDay: boolean;
  isKnown: boolean;
};

type SkillHistory = {
  /** Calls of the last 24 hours from `head` on. */
  readonly recent: Call[];
  head: number;
  recentKnown: number;
  recentCompleted: number;
  known: number;
  completed: number;
  /** Completed calls by person. */
  readonly completedBy: Map<number, number>;
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * The log as it was known at a moment. Training walks it through the log once, serving fills it with the past of one skill:
 * the same code, so that a feature means the same in both. An outcome counts from when it was known (call + duration; at
 * once for calls without a duration), so neither a call's own outcome nor one that came later can leak into a feature.
 *
 * @example
 * const history = new FeatureHistory();
 * history.observe(event); // in the order of time
 * history.at({ atMs, skill, session, user, sessionStartMs }).invocationCount24h;
 */
export class FeatureHistory {
  readonly #skills = new Map<number, SkillHistory>();
  readonly #sessionStarts = new Map<number, number>();
  readonly #pending = new PendingOutcomes<Call>();
  #latestMs = -Infinity;

  /**
   * Adds the next event.
   *
   * @throws {RangeError} when it is earlier than one before it or than a moment asked about, or a number is out of range
   */
  observe(event: HistoryEvent): void {
    const { atMs, completed, durationSeconds } = event;
    this.#advance('observe', atMs);
    if (durationSeconds < 0 || durationSeconds === Infinity) {
      throw new RangeError(`FeatureHistory requires a duration >= 0, got ${durationSeconds}`);
    }
    const skill = this.#skill(event.skill);
    const call: Call = {
      atMs,
      knownAtMs: atMs + (Number.isNaN(durationSeconds) ? 0 : durationSeconds * 1000),
      completed,
      person: personOf(event),
      skill,
      isInDay: true,
      isKnown: false,
    };
    skill.recent.push(call);
    if (completed >= 0) this.#pending.add(call);
    const known = this.#sessionStarts.get(event.session);
    if (known === undefined) this.#sessionStarts.set(event.session, earlier(event.sessionStartMs, atMs));
  }

  /**
   * What was known at a moment; nothing that happens at that very millisecond is.
   *
   * @throws {RangeError} when an event at or after it was observed, or a time is not finite
   */
  at(moment: Moment): PointInTime {
    const { atMs, session } = moment;
    if (atMs <= this.#latestMs) {
      throw new RangeError(`FeatureHistory has seen an event at ${this.#latestMs}, which is not before ${atMs}`);
    }
    if (!Number.isFinite(atMs) || atMs < 0) throw new RangeError(`FeatureHistory requires a time >= 0, got ${atMs}`);
    this.#learnOutcomes(atMs);
    const skill = this.#skill(moment.skill);
    forgetBefore(skill, atMs - dayMs);
    const startMs = Math.min(
      earlier(moment.sessionStartMs, atMs),
      (session === 0 ? undefined : this.#sessionStarts.get(session)) ?? atMs,
    );
    return {
      hourOfDay: Math.floor(atMs / hourMs) % 24,
      // 1970-01-01 was a Thursday.
      dayOfWeek: (Math.floor(atMs / dayMs) + 3) % 7,
      invocationCount24h: skill.recent.length - skill.head,
      averageCompletionRate24h: skill.recentKnown === 0 ? undefined : skill.recentCompleted / skill.recentKnown,
      sessionLengthMinutes: (atMs - startMs) / 60_000,
      userSkillFamiliarity: skill.completedBy.get(personOf(moment)) ?? 0,
      skillKnown: skill.known,
      skillCompleted: skill.completed,
    };
  }

  #advance(caller: string, atMs: number): void {
    if (!Number.isFinite(atMs) || atMs < 0) throw new RangeError(`${caller} requires a time >= 0, got ${atMs}`);
    if (atMs < this.#latestMs) {
      throw new RangeError(`${caller} requires events in the order of time, got ${atMs} after ${this.#latestMs}`);
    }
    this.#latestMs = atMs;
  }

  #skill(id: number): SkillHistory {
    const known = this.#skills.get(id);
    if (known !== undefined) return known;
    const fresh = {
      recent: [],
      head: 0,
      recentKnown: 0,
      recentCompleted: 0,
      known: 0,
      completed: 0,
      completedBy: new Map(),
    };
    this.#skills.set(id, fresh);
    return fresh;
  }

  #learnOutcomes(momentMs: number): void {
    for (let call = this.#pending.takeKnown(momentMs); call !== undefined; call = this.#pending.takeKnown(momentMs)) {
      const { skill, completed, person } = call;
      call.isKnown = true;
      skill.known += 1;
      skill.completed += completed;
      if (completed === 1) skill.completedBy.set(person, (skill.completedBy.get(person) ?? 0) + 1);
      if (!call.isInDay) continue;
      skill.recentKnown += 1;
      skill.recentCompleted += completed;
    }
  }
}

function forgetBefore(skill: SkillHistory, fromMs: number): void {
  const { recent } = skill;
  for (let call = recent[skill.head]; call !== undefined && call.atMs < fromMs; call = recent[skill.head]) {
    skill.head += 1;
    call.isInDay = false;
    if (!call.isKnown) continue;
    skill.recentKnown -= 1;
    skill.recentCompleted -= call.completed;
  }
  // Old calls are let go in bulk; one by one would move the whole array each time.
  if (skill.head < 1024 || skill.head * 2 < recent.length) return;
  recent.splice(0, skill.head);
  skill.head = 0;
}

/** A user, or the session when there is none; the two never meet. */
function personOf({ user, session }: { readonly user: number; readonly session: number }): number {
  return user > 0 ? user : -session;
}

/** The time when it is known and not after the other, else the other. */
function earlier(timeMs: number, otherMs: number): number {
  return timeMs <= otherMs ? timeMs : otherMs;
}
