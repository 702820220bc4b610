import { AnomalyDetector } from '@skills/services';
import { AnomalyHistoryRepository, AnomalyRepository } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';

/** The detector over an open database. */
export function buildAnomalies(engine: SqlEngine): AnomalyDetector {
  return new AnomalyDetector({
    history: new AnomalyHistoryRepository({ engine }),
    record: new AnomalyRepository({ engine }),
  });
}
