import type { IngestCounts, InvocationCompletion, SkillInvocation } from '@skills/schema';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import { eventIdentity } from '../event-identity.ts';
import type { RollupDeltas } from '../rollup/rollup-deltas.ts';
import { toEventFields, wantEventFields } from './call-view.ts';
import { type CompletionView, mergeCompletions, toCompletionView, viewOfCall } from './completion-view.ts';
import type { Dictionaries } from './dictionaries.ts';
import { type EventFields, fillEventFields, unknownEventFields } from './event-fields.ts';
import { type EventAddress, freeKeys } from './event-key.ts';
import {
  type EventView,
  findEvents,
  insertEvents,
  type KeyedEvent,
  readIncompleteEvents,
  readTakenKeys,
  type StoredEvent,
  updateEvents,
} from './event-log.ts';
import type { NewEvents } from './new-events.ts';
import type { PendingWrites } from './pending-writes.ts';
import { orderByIdentity } from './order-by-identity.ts';
import { keepPendingCompletions, takePendingCompletions } from './pending-completions.ts';

type CallCounts = Omit<IngestCounts, 'quarantined'>;

export type CallWriteOptions = {
  readonly dictionaries: Dictionaries;
  readonly deltas: RollupDeltas;
  readonly newEvents: NewEvents;
  readonly pendingWrites: PendingWrites;
};

/** A call as the batch shows it. */
type BatchCall = {
  readonly identity: string;
  readonly invokedAtMs: number;
  /** The first view counts; later ones fill what it leaves open. */
  readonly first: SkillInvocation;
  later: SkillInvocation[] | undefined;
};

// A database in another thread begins with the first events of a batch while the others are made.
const callsPerStep = 2_048;

/** The calls and completions of a batch, on their way into the log. */
export class BatchCalls {
  readonly #calls = new Map<string, BatchCall>();
  readonly #completions = new Map<string, CompletionView>();
  #known: ReadonlyMap<string, EventAddress> = new Map();
  #viewCount = 0;

  addInvocation(invocation: SkillInvocation): void {
    const identity = eventIdentity(invocation.callId);
    const call = this.#calls.get(identity);
    if (call === undefined) {
      const { invokedAtMs } = invocation;
      this.#calls.set(identity, { identity, invokedAtMs, first: invocation, later: undefined });
    } else {
      call.later = [...(call.later ?? []), invocation];
    }
    this.#viewCount += 1;
  }

  addCompletion(completion: InvocationCompletion): void {
    this.#joinCompletion(eventIdentity(completion.callId), toCompletionView(completion));
  }

  /** Finds which calls the log has, and what waited for those that it has not. */
  async read(transaction: SqlTransaction, newEvents: NewEvents): Promise<void> {
    this.#known = await this.#findKnown(transaction, newEvents);
    const pending = await takePendingCompletions(transaction, () => this.#arriving().map(({ identity }) => identity));
    for (const [identity, earlier] of pending) {
      const later = this.#completions.get(identity);
      this.#completions.set(identity, later === undefined ? earlier : mergeCompletions(earlier, later));
    }
  }

  want(dictionaries: Dictionaries): void {
    for (const { first, later } of this.#calls.values()) {
      wantEventFields(dictionaries, first);
      if (later !== undefined) for (const view of later) wantEventFields(dictionaries, view);
    }
    for (const { errorType } of this.#completions.values()) if (errorType !== null) dictionaries.labels.want(errorType);
  }

  async write(transaction: SqlTransaction, options: CallWriteOptions): Promise<CallCounts> {
    const inserted = await this.#insert(transaction, options);
    const completed = await this.#fill(transaction, options);
    await keepPendingCompletions(transaction, this.#unclaimedCompletions());
    return { inserted, duplicates: this.#viewCount - inserted, completed };
  }

  async #findKnown(transaction: SqlTransaction, newEvents: NewEvents): Promise<ReadonlyMap<string, EventAddress>> {
    const known = new Map<string, EventAddress>();
    const asked: { readonly identity: string }[] = [];
    const ask = (identity: string): void => {
      const address = newEvents.address(identity);
      if (address === undefined) asked.push({ identity });
      else known.set(identity, address);
    };
    for (const identity of this.#calls.keys()) ask(identity);
    for (const identity of this.#completions.keys()) if (!this.#calls.has(identity)) ask(identity);
    const identities = orderByIdentity(asked).map(({ identity }) => identity);
    for (const [identity, address] of await findEvents(transaction, identities)) known.set(identity, address);
    return known;
  }

  async #insert(transaction: SqlTransaction, options: CallWriteOptions): Promise<number> {
    const { dictionaries, deltas, newEvents, pendingWrites } = options;
    // The order of arrival is almost that of time, so that this sort is quick.
    const arriving = this.#arriving().toSorted((left, right) => left.invokedAtMs - right.invokedAtMs);
    const keys = await freeKeys(arriving, async (wanted) => readTakenKeys(transaction, wanted));
    const events: KeyedEvent[] = [];
    for (let start = 0; start < arriving.length; start += callsPerStep) {
      const step = arriving.slice(start, start + callsPerStep).map((call, index) => {
        const fields = this.#withCompletion(call, mergeViews(dictionaries, call), dictionaries);
        return { key: keys[start + index] ?? 0n, fields };
      });
      pendingWrites.add(insertEvents(transaction, step));
      for (const event of step) events.push(event);
    }
    for (const [index, { identity, invokedAtMs }] of arriving.entries()) {
      const event = events[index];
      if (event === undefined) continue;
      newEvents.add(identity, event.key);
      deltas.addEvent({ invokedAtMs, before: null, after: event.fields });
    }
    return events.length;
  }

  async #fill(transaction: SqlTransaction, { dictionaries, deltas }: CallWriteOptions): Promise<number> {
    const views: EventView[] = [];
    for (const [identity, address] of this.#known) {
      const call = this.#calls.get(identity);
      const view = call === undefined ? unknownEventFields : mergeViews(dictionaries, call);
      const { invokedAtMs } = address;
      views.push({ address, fields: this.#withCompletion({ identity, invokedAtMs }, view, dictionaries) });
    }
    const changed: StoredEvent[] = [];
    for (const [index, { address, fields: before }] of await readIncompleteEvents(transaction, views)) {
      const view = views[index];
      const after = view === undefined ? before : fillEventFields(before, view.fields);
      if (after === before) continue;
      changed.push({ address, fields: after });
      deltas.addEvent({ invokedAtMs: address.invokedAtMs, before, after });
    }
    if (changed.length > 0) await updateEvents(transaction, changed);
    return changed.length;
  }

  /** @param call - its time is that of the log, where the log has it */
  #withCompletion(
    { identity, invokedAtMs }: Pick<BatchCall, 'identity' | 'invokedAtMs'>,
    fields: EventFields,
    dictionaries: Dictionaries,
  ): EventFields {
    const completion = this.#completions.get(identity);
    if (completion === undefined) return fields;
    const errorTypeLabel = dictionaries.labels.optionalId(completion.errorType);
    return fillEventFields(fields, viewOfCall(fields, completion, { invokedAtMs, errorTypeLabel }));
  }

  #unclaimedCompletions(): ReadonlyMap<string, CompletionView> {
    const unclaimed = [...this.#completions].filter(
      ([identity]) => !this.#known.has(identity) && !this.#calls.has(identity),
    );
    return new Map(unclaimed);
  }

  /** In the batch, and not in the log. */
  #arriving(): readonly BatchCall[] {
    const calls = [...this.#calls.values()];
    return this.#known.size === 0 ? calls : calls.filter(({ identity }) => !this.#known.has(identity));
  }

  #joinCompletion(identity: string, completion: CompletionView): void {
    const earlier = this.#completions.get(identity);
    this.#completions.set(identity, earlier === undefined ? completion : mergeCompletions(earlier, completion));
  }
}

function mergeViews(dictionaries: Dictionaries, { first, later }: BatchCall): EventFields {
  const fields = toEventFields(dictionaries, first);
  if (later === undefined) return fields;
  return later.reduce((known, view) => fillEventFields(known, toEventFields(dictionaries, view)), fields);
}
