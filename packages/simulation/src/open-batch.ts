import type { MessageUsage, ProjectSighting, SessionSighting, SkillInvocation, SkillOffer } from '@skills/schema';

/** A `CollectedBatch` that is being filled. */
export type OpenBatch = {
  readonly invocations: SkillInvocation[];
  readonly completions: [];
  readonly usages: MessageUsage[];
  readonly offers: SkillOffer[];
  readonly sessions: SessionSighting[];
  readonly projects: ProjectSighting[];
  readonly quarantined: [];
};

export function emptyBatch(): OpenBatch {
  return { invocations: [], completions: [], usages: [], offers: [], sessions: [], projects: [], quarantined: [] };
}
