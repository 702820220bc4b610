/** Rows of the first two tiers. */
export type TierRows = { readonly tier1Records: number; readonly tier2Summaries: number };

export type StorageCost = {
  /** Mebibytes. */
  readonly estimatedSizeMb: number;
  readonly costUsdPerDay: number;
};

const bytesPerRecord = 500;
const bytesPerSummary = 200;
const usdPerGigabyteMonth = 0.023;
const daysPerMonth = 30;

/**
 * The storage cost model of the mission: 500 bytes a raw record, 200 bytes an hourly summary, at the price of an object
 * store. An estimate; what the file really takes is stated beside it.
 *
 * @throws {RangeError} when a count is not an integer of at least 0
 * @example
 * storageCost({ tier1Records: 1e6, tier2Summaries: 1e4 }).costUsdPerDay; // 0.000358…
 */
export function storageCost({ tier1Records, tier2Summaries }: TierRows): StorageCost {
  for (const count of [tier1Records, tier2Summaries]) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`storageCost requires counts >= 0, got ${count}`);
    }
  }
  const estimatedSizeMb = (tier1Records * bytesPerRecord + tier2Summaries * bytesPerSummary) / 1024 ** 2;
  return { estimatedSizeMb, costUsdPerDay: fileCostUsdPerDay(estimatedSizeMb * 1024 ** 2) };
}

/** What so many bytes cost a day at the same price. */
export function fileCostUsdPerDay(bytes: number): number {
  return ((bytes / 1024 ** 3) * usdPerGigabyteMonth) / daysPerMonth;
}
