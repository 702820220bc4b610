import { OperationMeasures } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { Measures } from './composition.ts';

/** Where a server keeps how long its answers took. */
export function buildMeasures(engine: SqlEngine): Measures {
  return new OperationMeasures({ engine });
}
