import {
  fitNextSkill,
  nextSkillProbabilities,
  type NextSkillModel,
  usualNextProbabilities,
} from './next-skill-model.ts';
import type { SessionSteps } from './session-steps.ts';
import { forEachFollowing, usualMaxGapMs } from './step-follows.ts';

/** Fractions of the steps whose skill was the first, or among the first five, of those named as likely. */
export type HitRates = { readonly at1: number; readonly at5: number };

export type NextSkillEvaluation = {
  readonly trainedSessions: number;
  readonly testedSessions: number;
  /** Steps of the later sessions that were to be named. */
  readonly steps: number;
  readonly model: HitRates;
  /** The same skills for everyone, the most frequent first. */
  readonly popularity: HitRates;
  /** Standard error of the difference at 1 and at 5; sessions count as one, because their steps are alike. */
  readonly differenceStandardError: HitRates;
};

export type NextSkillEvaluationOptions = {
  readonly maxGapMs?: number | undefined;
  /** Fraction of the sessions that is learned from, the earlier ones. Default 0.8. */
  readonly trainShare?: number;
};

const firstHits = 5;

/**
 * Learns from the earlier sessions and names the next skill at every step of the later ones.
 *
 * @returns `undefined` when no later session has two steps
 * @throws {RangeError} when the share is not within 0 and 1
 */
export function evaluateNextSkill(
  steps: SessionSteps,
  { maxGapMs = usualMaxGapMs, trainShare = 0.8 }: NextSkillEvaluationOptions = {},
): NextSkillEvaluation | undefined {
  if (!(trainShare > 0 && trainShare < 1)) throw new RangeError(`trainShare must be within 0 and 1, got ${trainShare}`);
  const { sessionCount, skills } = steps;
  const untilSession = Math.floor(sessionCount * trainShare);
  const model = fitNextSkill(steps, { maxGapMs, untilSession });
  const ranks = new RankCache(model);
  const sessions = new Map<number, SessionHits>();
  forEachFollowing(steps, maxGapMs, ({ step, session, continues }) => {
    if (session < untilSession) return;
    const [now, next] = [skills[step] ?? 0, skills[step + 1] ?? 0];
    const before = continues ? (skills[step - 1] ?? 0) : undefined;
    const hits = sessions.get(session) ?? { steps: 0, model: [0, 0], popularity: [0, 0] };
    hits.steps += 1;
    countHit(hits.model, ranks.likely(before, now).indexOf(next));
    countHit(hits.popularity, ranks.popular(now).indexOf(next));
    sessions.set(session, hits);
  });
  return sessions.size === 0 ? undefined : summary([...sessions.values()], untilSession);
}

type SessionHits = { steps: number; readonly model: [number, number]; readonly popularity: [number, number] };

function countHit(hits: [number, number], rank: number): void {
  if (rank === 0) hits[0] += 1;
  if (rank >= 0) hits[1] += 1;
}

/** The first skills named in each context; contexts repeat. */
class RankCache {
  readonly #model: NextSkillModel;
  readonly #likely = new Map<string, readonly number[]>();
  readonly #popular = new Map<number, readonly number[]>();

  constructor(model: NextSkillModel) {
    this.#model = model;
  }

  likely(before: number | undefined, now: number): readonly number[] {
    const key = `${before} ${now}`;
    const known = this.#likely.get(key);
    if (known !== undefined) return known;
    const last = before === undefined ? [now] : [before, now];
    const found = firstPlaces(nextSkillProbabilities(this.#model, last), now);
    this.#likely.set(key, found);
    return found;
  }

  popular(now: number): readonly number[] {
    const known = this.#popular.get(now);
    if (known !== undefined) return known;
    const found = firstPlaces(usualNextProbabilities(this.#model, [now]), now);
    this.#popular.set(now, found);
    return found;
  }
}

function firstPlaces(probabilities: Float64Array, now: number): readonly number[] {
  return [...probabilities.keys()]
    .filter((place) => place !== now)
    .toSorted((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b)
    .slice(0, firstHits);
}

function summary(sessions: readonly SessionHits[], trainedSessions: number): NextSkillEvaluation {
  const steps = sessions.reduce((sum, session) => sum + session.steps, 0);
  const rate = (kind: 'model' | 'popularity', at: 0 | 1): number =>
    sessions.reduce((sum, session) => sum + session[kind][at], 0) / steps;
  const errorAt = (at: 0 | 1): number => {
    const difference = rate('model', at) - rate('popularity', at);
    const squares = sessions.reduce(
      (sum, session) => sum + (session.model[at] - session.popularity[at] - difference * session.steps) ** 2,
      0,
    );
    return Math.sqrt(squares) / steps;
  };
  const rates = (kind: 'model' | 'popularity'): HitRates => ({ at1: rate(kind, 0), at5: rate(kind, 1) });
  return {
    trainedSessions,
    testedSessions: sessions.length,
    steps,
    model: rates('model'),
    popularity: rates('popularity'),
    differenceStandardError: { at1: errorAt(0), at5: errorAt(1) },
  };
}
