import {
  evaluateNextSkill,
  fitNextSkill,
  frequentWorkflows,
  nextSkills,
  sessionSteps,
  type SessionSteps,
} from '@skills/collaborative-filtering';
import type { NextResult, RollupWindow, SkillKind, WorkflowsResult } from '@skills/schema';
import { skillKinds, SkillsError } from '@skills/schema';
import { resultWindow } from '../result-window.ts';
import type { LogBlock, LogNameSource, LogSource } from './log-source.ts';
import { skillPlaces } from './skill-places.ts';
import { toolKinds } from './tool-kinds.ts';

export type SkillSequencesDependencies = { readonly log: LogSource; readonly names: LogNameSource };

export type SequenceQuestion = {
  readonly window: RollupWindow;
  readonly kind?: SkillKind | undefined;
  readonly maxGapSeconds?: number | undefined;
};

export type NextQuestion = SequenceQuestion & {
  /** What ran last, the latest at the end. */
  readonly skillNames: readonly string[];
  readonly limit: number;
  readonly evaluate?: boolean | undefined;
};

export type WorkflowsQuestion = SequenceQuestion & {
  readonly limit: number;
  readonly minSessions?: number | undefined;
};

const usualMaxGapSeconds = 1_800;
const notTools = skillKinds.filter((kind) => !toolKinds.has(kind));

/** What follows what. */
export class SkillSequences {
  readonly #log: LogSource;
  readonly #names: LogNameSource;

  constructor({ log, names }: SkillSequencesDependencies) {
    this.#log = log;
    this.#names = names;
  }

  /**
   * What usually comes after some skills, the likeliest first. Tools are passed over, unless one of the skills is a tool
   * or a kind is asked for.
   *
   * @throws {SkillsError} 'not-found' when one of the skills did not run in the window
   */
  async next(question: NextQuestion): Promise<NextResult> {
    const { skillNames, limit, window, maxGapSeconds = usualMaxGapSeconds } = question;
    const kinds = await this.#kindsFor(question);
    const { steps, names } = await this.#steps(question, kinds);
    const last = skillNames.map((name) => placeOf(names, name, kinds));
    const maxGapMs = maxGapSeconds * 1_000;
    const model = fitNextSkill(steps, { maxGapMs });
    const now = last.at(-1) ?? 0;
    const row = model.afterOne.subarray(now * names.length, (now + 1) * names.length);
    return {
      window: resultWindow(window),
      skillNames: [...skillNames],
      kinds: [...kinds],
      maxGapSeconds,
      sessions: steps.sessionCount,
      followed: row.reduce((sum, count) => sum + count, 0),
      next: nextSkills(steps, model, { last, limit, maxGapMs }).map(({ skill, ...figures }) =>
        Object.assign(figures, { skillName: names[skill] ?? '' }),
      ),
      ...(question.evaluate === true ? { evaluation: evaluateNextSkill(steps, { maxGapMs }) ?? null } : {}),
    };
  }

  /** Skills that often run one right after the other. Tools are passed over, unless a kind is asked for. */
  async workflows(question: WorkflowsQuestion): Promise<WorkflowsResult> {
    const { window, limit, minSessions = 5, maxGapSeconds = usualMaxGapSeconds } = question;
    const kinds = question.kind === undefined ? notTools : [question.kind];
    const { steps, names } = await this.#steps(question, kinds);
    const found = frequentWorkflows(steps, { minSessions, maxGapMs: maxGapSeconds * 1_000 });
    return {
      window: resultWindow(window),
      kinds: [...kinds],
      maxGapSeconds,
      sessions: steps.sessionCount,
      workflows: found
        .slice(0, limit)
        .map(({ skills, ...figures }) =>
          Object.assign(figures, { skillNames: skills.map((skill) => names[skill] ?? '') }),
        ),
    };
  }

  async #kindsFor({ kind, skillNames }: NextQuestion): Promise<readonly SkillKind[]> {
    if (kind !== undefined) return [kind];
    const skills = await this.#names.skills();
    const isTool = (name: string): boolean => {
      const own = skills.filter(({ skillName }) => skillName === name);
      return own.length > 0 && own.every((skill) => toolKinds.has(skill.kind));
    };
    return skillNames.some(isTool) ? skillKinds : notTools;
  }

  async #steps(
    { window }: SequenceQuestion,
    kinds: readonly SkillKind[],
  ): Promise<{ readonly steps: SessionSteps; readonly names: readonly string[] }> {
    const blocks: LogBlock[] = [];
    for await (const block of this.#log.blocks(['atMs', 'skill', 'session'], window)) blocks.push(block);
    const { names, placeOfSkill } = skillPlaces(await this.#names.skills(), blocks, kinds);
    return { steps: sessionSteps(blocks, { placeOfSkill, skillCount: names.length }), names };
  }
}

function placeOf(names: readonly string[], name: string, kinds: readonly SkillKind[]): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const asked = kinds.length === skillKinds.length ? '' : ` as ${kinds.join(', ')}`;
  throw new SkillsError('not-found', `${JSON.stringify(name)} did not run${asked} in the window`);
}
