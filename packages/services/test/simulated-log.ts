import type { SkillInvocation, SkillKind } from '@skills/schema';
import type { LogBlock, LogNameSource, LogSource } from '../src/workflow/log-source.ts';

/** Numbers for texts, from 1 on; 0 for none. */
class Ids {
  readonly texts: string[] = [];
  readonly #ids = new Map<string, number>();

  of(text: string | undefined): number {
    if (text === undefined) return 0;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.texts.push(text);
    this.#ids.set(text, this.texts.length);
    return this.texts.length;
  }
}

export type SimulatedLog = { readonly log: LogSource; readonly names: LogNameSource };

/** Calls as a log of columns, in two blocks. */
export function simulatedLog(calls: readonly SkillInvocation[]): SimulatedLog {
  const [skills, sessions, users, projects, phases] = [new Ids(), new Ids(), new Ids(), new Ids(), new Ids()];
  const kinds: SkillKind[] = [];
  const sorted = calls.toSorted((a, b) => a.invokedAtMs - b.invokedAtMs);
  const toBlock = (part: readonly SkillInvocation[]): LogBlock => ({
    events: part.length,
    atMs: Float64Array.from(part, ({ invokedAtMs }) => invokedAtMs),
    skill: Int32Array.from(part, ({ skillName, kind }) => {
      const id = skills.of(`${kind} ${skillName}`);
      kinds[id] = kind;
      return id;
    }),
    session: Int32Array.from(part, ({ sessionId }) => sessions.of(sessionId)),
    user: Int32Array.from(part, ({ userId }) => users.of(userId)),
    project: Int32Array.from(part, ({ projectId }) => projects.of(projectId)),
    phase: Int32Array.from(part, ({ workflowPhase }) => phases.of(workflowPhase)),
    completed: Int8Array.from(part, ({ completed }) => (completed === null ? -1 : Number(completed))),
    durationSeconds: Float64Array.from(part, ({ durationSeconds }) => durationSeconds ?? Number.NaN),
  });
  const half = Math.floor(sorted.length / 2);
  const blocks = [toBlock(sorted.slice(0, half)), toBlock(sorted.slice(half))];
  return {
    log: {
      async *blocks() {
        yield* blocks;
      },
    },
    names: {
      skills: () =>
        Promise.resolve(
          skills.texts.map((text, index) => {
            const kind = kinds[index + 1] ?? 'skill';
            return { skillId: index + 1, skillName: text.slice(kind.length + 1), kind };
          }),
        ),
      labels: (ids) => Promise.resolve(new Map(ids.map((id) => [id, phases.texts[id - 1] ?? '']))),
      sessionId: (externalId) => {
        const index = sessions.texts.indexOf(externalId);
        return Promise.resolve(index < 0 ? undefined : index + 1);
      },
    },
  };
}
