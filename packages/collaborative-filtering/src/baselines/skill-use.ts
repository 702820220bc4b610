/** The people behind a figure. */
export type FigureGroup = {
  /** Distinct users. */
  readonly users: number;
  /** What they gave, such as calls. */
  readonly count: number;
  /** What the one gave who gave most. */
  readonly largest: number;
};

/** One skill over all users. Each figure has a group of its own: five may call a skill and one say how long it took. */
export type SkillUse = {
  readonly calls: FigureGroup;
  /** Calls of known outcome. */
  readonly outcomes: FigureGroup & { readonly completed: number };
  /** Calls of known duration. */
  readonly durations: FigureGroup & { readonly secondsSum: number };
  /** Calls in the commonest phase, by its number; undefined when no phase is known. */
  readonly commonestPhase: (FigureGroup & { readonly phase: number }) | undefined;
};

export type GroupRule = {
  /** Fewer users are not told of. */
  readonly minUsers: number;
  /** A user with more than this share of what was counted would be told of. Default one half. */
  readonly mostOfOneUser?: number | undefined;
};

/** Whether a figure of such a group tells of a group, not of a person. */
export function isGroup({ users, count, largest }: FigureGroup, { minUsers, mostOfOneUser = 0.5 }: GroupRule): boolean {
  return users >= minUsers && largest <= mostOfOneUser * count;
}
