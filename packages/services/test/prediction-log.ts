import type { EventColumns } from '@skills/analytics';
import type { SkillInvocation } from '@skills/schema';
import type { PredictionEvents, PredictionModels, StoredPredictor } from '../src/prediction/predictor-ports.ts';

/** Numbers for names; 0 is none. */
class Ids {
  readonly names: string[] = [];

  idOf(name: string | undefined): number {
    if (name === undefined) return 0;
    const index = this.names.indexOf(name);
    return index < 0 ? this.names.push(name) : index + 1;
  }

  known(name: string | undefined): number {
    return name === undefined ? 0 : this.names.indexOf(name) + 1;
  }
}

/** A log in memory, for calls in the order of time. */
export function predictionLog(calls: readonly SkillInvocation[]): PredictionEvents {
  const [skills, sessions, users, phases] = [new Ids(), new Ids(), new Ids(), new Ids()];
  for (const call of calls) {
    skills.idOf(call.skillName);
    sessions.idOf(call.sessionId);
    users.idOf(call.userId);
    phases.idOf(call.workflowPhase);
  }
  const columnsOf = (some: readonly SkillInvocation[]): EventColumns => ({
    atMs: Float64Array.from(some, (call) => call.invokedAtMs),
    skill: Int32Array.from(some, (call) => skills.known(call.skillName)),
    session: Int32Array.from(some, (call) => sessions.known(call.sessionId)),
    user: Int32Array.from(some, (call) => users.known(call.userId)),
    phase: Int32Array.from(some, (call) => phases.known(call.workflowPhase)),
    completed: Int8Array.from(some, ({ completed }) => (completed === null ? -1 : Number(completed))),
    durationSeconds: Float64Array.from(some, (call) => call.durationSeconds ?? Number.NaN),
    sessionStartMs: new Float64Array(some.length).fill(Number.NaN),
  });
  return {
    async *eventsBefore(momentMs) {
      yield columnsOf(calls.filter(({ invokedAtMs }) => invokedAtMs < momentMs));
    },
    async *eventsOfSkill(skillId, momentMs) {
      yield columnsOf(calls.filter((call) => call.invokedAtMs < momentMs && skills.known(call.skillName) === skillId));
    },
    skillNamed: async (skillName) => {
      const skillId = skills.known(skillName);
      return skillId === 0 ? undefined : { skillId, skillName, kind: 'skill' };
    },
    outcomesUntil: async (momentMs) => {
      const known = calls.filter((call) => call.invokedAtMs < momentMs && call.completed !== null);
      return { known: known.length, completed: known.filter(({ completed }) => completed === true).length };
    },
    askingIds: async ({ pseudonym, sessionId }, momentMs) => {
      const first = calls.find((call) => call.sessionId === sessionId && call.invokedAtMs < momentMs);
      return {
        userId: users.known(pseudonym),
        sessionId: sessions.known(sessionId),
        sessionStartMs: first?.invokedAtMs ?? Number.NaN,
      };
    },
    phaseNames: async (ids) => new Map(ids.map((id) => [id, phases.names[id - 1] ?? ''])),
  };
}

/** A store of models in memory. */
export function predictionModels(): PredictionModels & { readonly saved: StoredPredictor[] } {
  const saved: StoredPredictor[] = [];
  return {
    saved,
    save: async (model) => `m_${saved.push(model)}`,
    latest: async () => {
      const last = saved.at(-1);
      return last === undefined ? undefined : { modelId: `m_${saved.length}`, ...last };
    },
  };
}
