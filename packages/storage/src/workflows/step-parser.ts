import { SkillsError } from '@skills/schema';

/** What one skill did in one run. */
export type LoggedStep = {
  readonly skillName: string;
  /** The last outcome that is known. */
  readonly succeeded: boolean | null;
};

const outcomes = [null, false, true] as const;

/**
 * Reads `workflow_log_run.steps`: a number for each skill, its id times 3 plus 0 for no known outcome, 1 for a failure and
 * 2 for a success. Two hundred thousand steps are of few kinds: equal ones are one object.
 */
export class StepParser {
  readonly #names = new Map<number, string>();
  readonly #steps = new Map<number, LoggedStep>();

  /** @param names - JSON of the ids and names of skills in pairs */
  constructor(names: string) {
    for (const pair of listOf(names)) if (Array.isArray(pair)) this.#names.set(Number(pair[0]), String(pair[1]));
  }

  parse(json: string): readonly LoggedStep[] {
    return listOf(json).map((number) => this.#step(Number(number)));
  }

  #step(number: number): LoggedStep {
    let step = this.#steps.get(number);
    if (step === undefined) {
      const skillName = this.#names.get(Math.floor(number / outcomes.length)) ?? '';
      step = { skillName, succeeded: outcomes[number % outcomes.length] ?? null };
      this.#steps.set(number, step);
    }
    return step;
  }
}

/** @throws {SkillsError} 'storage-corrupt' */
export function listOf(json: string): readonly unknown[] {
  const value: unknown = JSON.parse(json);
  if (Array.isArray(value)) return value;
  throw new SkillsError('storage-corrupt', 'runs of workflows are not kept as lists');
}
