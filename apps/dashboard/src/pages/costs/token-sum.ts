import type { TokenCounts } from '@skills/schema';

/** Every token, whether read, written or cached. */
export function tokenSum({ input, output, cacheRead, cacheCreation }: TokenCounts): number {
  return input + output + cacheRead + cacheCreation;
}
