import type { SkillInvocation } from '@skills/schema';
import type { EventColumns } from '../src/prediction/event-columns.ts';

/** Numbers for names, in the order in which they come; 0 is none. */
export class Ids {
  readonly names: string[] = [];
  readonly #ids = new Map<string, number>();

  idOf(name: string | undefined): number {
    if (name === undefined) return 0;
    const id = this.#ids.get(name) ?? this.names.push(name);
    this.#ids.set(name, id);
    return id;
  }
}

/** Calls in the order of time as the columns that training reads. */
export function eventColumnsOf(calls: readonly SkillInvocation[], phases: Ids = new Ids()): EventColumns {
  const [skills, sessions, users] = [new Ids(), new Ids(), new Ids()];
  return {
    atMs: Float64Array.from(calls, (call) => call.invokedAtMs),
    skill: Int32Array.from(calls, (call) => skills.idOf(call.skillName)),
    session: Int32Array.from(calls, (call) => sessions.idOf(call.sessionId)),
    user: Int32Array.from(calls, (call) => users.idOf(call.userId)),
    phase: Int32Array.from(calls, (call) => phases.idOf(call.workflowPhase)),
    completed: Int8Array.from(calls, ({ completed }) => (completed === null ? -1 : Number(completed))),
    durationSeconds: Float64Array.from(calls, (call) => call.durationSeconds ?? Number.NaN),
    sessionStartMs: new Float64Array(calls.length).fill(Number.NaN),
  };
}
