/** What a taxonomy begins with. */
export type TaxonomySeed = {
  readonly categories: readonly {
    readonly categoryName: string;
    readonly domain: string;
    readonly description: string;
    /** Skills that belong to it. */
    readonly examples: readonly string[];
  }[];
  readonly modalities: readonly {
    readonly skillName: string;
    readonly modalityType: string;
    readonly inputFormat: string;
    readonly outputFormat: string;
    readonly requiresHumanReview: boolean;
  }[];
  /** Pairs in any order of their names. */
  readonly dependencies: readonly { readonly skills: readonly [string, string]; readonly lift: number }[];
};
