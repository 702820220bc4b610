import { toolConfidence, type ToolConfidence, toolPopulationPrior } from '@skills/analytics';
import type { ConfidenceChange, ConfidenceLevel, StoredToolProfile, Tool, ToolCounts } from '@skills/schema';
import type { HourWindow, RetentionPort, TierStorePort, ToolHoursPort, ToolProfilesPort } from './execution-ports.ts';

export type ToolRegistryDependencies = {
  readonly hours: ToolHoursPort;
  readonly profiles: ToolProfilesPort & RetentionPort;
};

/** A tool with what is known of it in the rolling window. */
export type RegisteredTool = ToolCounts & { readonly confidence: ToolConfidence };

const hourMs = 3_600_000;

/**
 * Every tool that ran in the rolling window of tier 3, with how far it can be trusted. Nothing is held in memory: the
 * answer is counted from the tiers each time, so that it is the same before and after a restart, and what is older than
 * the window no longer counts. A tool is registered by being used.
 */
export class ToolRegistry {
  readonly #hours: ToolHoursPort;
  readonly #profiles: ToolRegistryDependencies['profiles'];

  constructor({ hours, profiles }: ToolRegistryDependencies) {
    this.#hours = hours;
    this.#profiles = profiles;
  }

  /** The rolling window up to now, in whole hours; the hour of now is in it. */
  async window(nowMs: number): Promise<HourWindow> {
    const { tier3Hours } = await this.#profiles.retention();
    const untilMs = (Math.floor(nowMs / hourMs) + 1) * hourMs;
    return { sinceMs: untilMs - (tier3Hours + 1) * hourMs, untilMs };
  }

  /** The most used first. */
  async tools(nowMs: number): Promise<readonly RegisteredTool[]> {
    const counts = await this.#hours.toolCounts(await this.window(nowMs));
    const prior = toolPopulationPrior(counts);
    return counts.map((tool) => toRegisteredTool(tool, toolConfidence(tool, prior)));
  }

  async toolsOfLevel(level: ConfidenceLevel, nowMs: number): Promise<readonly RegisteredTool[]> {
    return (await this.tools(nowMs)).filter(({ confidence }) => confidence.level === level);
  }

  /** How the level of one tool, or of all, has changed; the latest first. */
  async changes(limit: number, tool?: Tool): Promise<readonly ConfidenceChange[]> {
    return this.#profiles.changes(limit, tool);
  }

  async updatedAt(): Promise<string | undefined> {
    return this.#profiles.updatedAt();
  }

  /**
   * Keeps the profiles of now in tier 3, and the changes of levels in the history.
   *
   * @param riskPatterns - by `toolKey`
   * @returns how many levels changed, and the tools that are LOW
   */
  async keep(
    store: TierStorePort,
    { nowMs, riskPatterns }: { readonly nowMs: number; readonly riskPatterns: ReadonlyMap<string, readonly string[]> },
  ): Promise<{ readonly levelChanges: number; readonly low: readonly Tool[] }> {
    const tools = await this.tools(nowMs);
    const profiles = tools.map((tool) => toStoredProfile(tool, riskPatterns.get(toolKey(tool)) ?? []));
    const levelChanges = await store.storeProfiles(profiles, nowMs);
    return { levelChanges, low: tools.filter(({ confidence }) => confidence.level === 'LOW') };
  }
}

/** Tells tools of one name apart by their kind. */
export function toolKey({ toolName, kind }: Tool): string {
  return `${kind} ${toolName}`;
}

function toRegisteredTool(tool: ToolCounts, confidence: ToolConfidence): RegisteredTool {
  return { ...tool, confidence };
}

function toStoredProfile({ confidence, ...tool }: RegisteredTool, riskPatterns: readonly string[]): StoredToolProfile {
  const { level, seedLevel, interval } = confidence;
  return { ...tool, level, seedLevel, ...interval, riskPatterns };
}
