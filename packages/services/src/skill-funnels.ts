import type { FunnelResult, RollupWindow, SkillFunnel } from '@skills/schema';
import { resultWindow } from './result-window.ts';

export type SkillFunnelsDependencies = {
  readonly funnels: {
    /** Most offered first. */
    funnel(window: RollupWindow): Promise<readonly SkillFunnel[]>;
  };
};

/** Which skills are offered, which of these are used, and which of those complete. */
export class SkillFunnels {
  readonly #dependencies: SkillFunnelsDependencies;

  constructor(dependencies: SkillFunnelsDependencies) {
    this.#dependencies = dependencies;
  }

  async funnel(window: RollupWindow, { limit }: { readonly limit: number }): Promise<FunnelResult> {
    const skills = await this.#dependencies.funnels.funnel(window);
    return { window: resultWindow(window), skills: skills.slice(0, limit) };
  }
}
