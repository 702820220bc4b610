/** What is known of a skill in words. */
export type SkillText = { readonly skillName: string; readonly description: string };

export type SkillDocument = SkillText & {
  /** 384 numbers of length 1 of the embedder that was asked for; `null` when that one has not embedded it. */
  readonly embedding: Float32Array | null;
  readonly isInstalled: boolean;
  readonly category: string | null;
  readonly invocations: number;
  /** Fraction in [0, 1]. */
  readonly completionRate: number | null;
};

/** The index that skills are searched by. */
export type SearchIndexPort = {
  knownSkills(): Promise<readonly SkillText[]>;
  indexedSkills(): Promise<readonly SkillText[]>;
  /** Name of the embedder that made the index. */
  modelId(): Promise<string | undefined>;
  storedModel(): Promise<{ readonly embedder: string; readonly body: Uint8Array } | undefined>;
  replaceIndex(
    documents: readonly (SkillText & { readonly embedding: Float32Array })[],
    model: { readonly embedder: string; readonly body: Uint8Array | undefined },
  ): Promise<void>;
  documents(embedder: string): Promise<readonly SkillDocument[]>;
  byWords(
    text: string,
    options: { readonly limit: number; readonly isTelling?: (word: string) => boolean },
  ): Promise<readonly string[]>;
};

export type PhaseHistoryPort = {
  /** Calls of each skill, and the sum over them of how much each speaks for the skill in the phase. */
  phaseHistories(
    workflowPhase: string,
  ): Promise<ReadonlyMap<string, { readonly calls: number; readonly boost: number }>>;
};
