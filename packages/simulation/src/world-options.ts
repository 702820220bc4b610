export type WorldOptions = {
  /** Names the world; its lowest 32 bits count. */
  readonly seed: number;
  /** Exactly as many are generated. */
  readonly events: number;
  /** The world began so many days before it ends. */
  readonly days: number;
  readonly users: number;
  readonly projects: number;
  /** Skills that are used, at least `minimumSkills`; those offered and never used come on top. */
  readonly skills: number;
  /** When the world ends, UTC epoch milliseconds. No event lies after it. */
  readonly nowMs: number;
};

export type WorldScale = 'small' | 'medium' | 'large';

/** Every skill that has a planted effect, and the ordinary tools. */
export const minimumSkills = 24;

const sizes = {
  small: { events: 2_000, days: 30, users: 32, projects: 6, skills: 36 },
  medium: { events: 50_000, days: 60, users: 40, projects: 12, skills: 60 },
  large: { events: 1_000_000, days: 120, users: 200, projects: 40, skills: 120 },
} as const satisfies Record<WorldScale, Omit<WorldOptions, 'seed' | 'nowMs'>>;

/**
 * Options of a world of a usual size.
 *
 * @example
 * worldOfScale('small', { seed: 1, nowMs: Date.now() }); // 2 000 events of 32 users in 30 days
 */
export function worldOfScale(scale: WorldScale, fixed: Pick<WorldOptions, 'seed' | 'nowMs'>): WorldOptions {
  return { ...sizes[scale], ...fixed };
}

/** @throws {RangeError} naming the option that no world can have */
export function checkWorldOptions(options: WorldOptions): void {
  requireInteger('seed', options.seed, [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
  requireInteger('events', options.events, [1, 1e9]);
  requireInteger('days', options.days, [1, 3_650]);
  requireInteger('users', options.users, [2, 100_000]);
  requireInteger('projects', options.projects, [1, 10_000]);
  requireInteger('skills', options.skills, [minimumSkills, 10_000]);
  // From 2011, so that ten years of history stay after 2000.
  requireInteger('nowMs', options.nowMs, [1_293_840_000_000, 4_102_444_799_999]);
}

function requireInteger(name: string, value: number, [least, most]: readonly [number, number]): void {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(`simulateWorld requires an integer ${name} in [${least}, ${most}], got ${value}`);
  }
}
