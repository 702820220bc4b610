import type { IngestCounts } from '@skills/schema';

export const noCounts: IngestCounts = { inserted: 0, duplicates: 0, completed: 0, quarantined: 0 };

export function addCounts(left: IngestCounts, right: IngestCounts): IngestCounts {
  return {
    inserted: left.inserted + right.inserted,
    duplicates: left.duplicates + right.duplicates,
    completed: left.completed + right.completed,
    quarantined: left.quarantined + right.quarantined,
  };
}
