/** Why a connection was closed, as RFC 6455 numbers it; 4001 is the mission's. */
export const closeCodes = { goingAway: 1001, policy: 1008, unauthenticated: 4001 } as const;
