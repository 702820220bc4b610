import type { MessageUsage } from '@skills/schema';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import { eventIdentity } from '../event-identity.ts';
import { findPrunedMessages } from '../retention/find-pruned-messages.ts';
import type { RollupDeltas } from '../rollup/rollup-deltas.ts';
import type { Dictionaries } from './dictionaries.ts';
import { readUsageViews, toContribution, wantUsage, writeUsages } from './usage-log.ts';
import { isSameUsage, mergeUsageViews, toUsageView, type UsageView } from './usage-view.ts';

/** The messages of a batch, on their way into the log. */
export class BatchUsages {
  readonly #views = new Map<string, UsageView>();
  #known: ReadonlyMap<string, UsageView> = new Map();

  add(usage: MessageUsage): void {
    const identity = eventIdentity(usage.messageId);
    const earlier = this.#views.get(identity);
    const view = toUsageView(usage);
    this.#views.set(identity, earlier === undefined ? view : mergeUsageViews(earlier, view));
  }

  async read(transaction: SqlTransaction): Promise<void> {
    const identities = [...this.#views.keys()].toSorted();
    this.#known = await readUsageViews(transaction, identities);
    for (const identity of await findPrunedMessages(transaction, identities)) this.#views.delete(identity);
  }

  want(dictionaries: Dictionaries): void {
    for (const view of this.#views.values()) wantUsage(dictionaries, view);
    for (const view of this.#known.values()) wantUsage(dictionaries, view);
  }

  async write(
    transaction: SqlTransaction,
    { dictionaries, deltas }: { readonly dictionaries: Dictionaries; readonly deltas: RollupDeltas },
  ): Promise<void> {
    const changed = new Map<string, UsageView>();
    for (const [identity, view] of this.#views) {
      const known = this.#known.get(identity);
      const merged = known === undefined ? view : mergeUsageViews(known, view);
      if (known !== undefined && isSameUsage(known, merged)) continue;
      changed.set(identity, merged);
      if (known !== undefined) deltas.addMessage(toContribution(dictionaries, known), -1);
      deltas.addMessage(toContribution(dictionaries, merged), 1);
    }
    if (changed.size > 0) await writeUsages(transaction, dictionaries, changed);
  }
}
