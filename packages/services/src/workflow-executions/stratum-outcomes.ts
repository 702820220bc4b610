import type { RateStratum } from '@skills/analytics';
import type { JudgedRun } from './judged-run.ts';

type Outcomes = { readonly projectId: string; successes: number; trials: number };

/** How judged runs ended, by stratum. */
export class StratumOutcomes {
  readonly #strata = new Map<string, Outcomes>();

  add({ stratum, projectId, completed }: JudgedRun): void {
    let outcomes = this.#strata.get(stratum);
    if (outcomes === undefined) this.#strata.set(stratum, (outcomes = { projectId, successes: 0, trials: 0 }));
    outcomes.trials += 1;
    if (completed) outcomes.successes += 1;
  }

  /** Strata that both have: `a` is of these, `b` of `all` without `part`. */
  besideRest(all: StratumOutcomes, part: StratumOutcomes): readonly (RateStratum & { readonly projectId: string })[] {
    return [...this.#strata].flatMap(([stratum, { projectId, successes, trials }]) => {
      const whole = all.#strata.get(stratum);
      const taken = part.#strata.get(stratum);
      const b = {
        successes: (whole?.successes ?? 0) - (taken?.successes ?? 0),
        trials: (whole?.trials ?? 0) - (taken?.trials ?? 0),
      };
      return b.trials === 0 ? [] : [{ projectId, a: { successes, trials }, b }];
    });
  }
}
