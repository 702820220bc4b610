import type { IngestCounts, InvocationCompletion, SkillInvocation } from '@skills/schema';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import { eventIdentity } from '../event-identity.ts';
import type { RollupDeltas } from '../rollup/rollup-deltas.ts';
import { toEventFields, wantEventFields } from './call-view.ts';
import { type CompletionView, mergeCompletions, toCompletionView, viewOfCall } from './completion-view.ts';
import type { Dictionaries } from './dictionaries.ts';
import { type EventFields, fillEventFields, unknownEventFields } from './event-fields.ts';
import { assignLows, eventKey, type TakenKeys } from './event-key.ts';
import {
  type EventAddress,
  type EventView,
  findEvents,
  insertEvents,
  insertIdentities,
  readIncompleteEvents,
  readTakenKeys,
  type StoredEvent,
  updateEvents,
} from './event-log.ts';
import { orderByIdentity } from './order-by-identity.ts';
import { keepPendingCompletions, takePendingCompletions } from './pending-completions.ts';

type CallCounts = Omit<IngestCounts, 'quarantined'>;

export type CallWriteOptions = {
  readonly dictionaries: Dictionaries;
  readonly deltas: RollupDeltas;
  /** 'looked-up' avoids every key that the log has taken. */
  readonly keys: 'derived' | 'looked-up';
};

/** A call as the batch shows it. */
type BatchCall = {
  readonly identity: string;
  readonly invokedAtMs: number;
  /** The first view counts; later ones fill what it leaves open. */
  readonly first: SkillInvocation;
  later: SkillInvocation[] | undefined;
  /** Once it is in the log by this batch. */
  key: bigint | undefined;
};

// Rows are made in steps, so that they die young: a batch of 50,000 rows at once costs twice the garbage collection.
const callsPerStep = 2_000;

/** The calls and completions of a batch, on their way into the log. */
export class BatchCalls {
  readonly #calls = new Map<string, BatchCall>();
  readonly #completions = new Map<string, CompletionView>();
  #ordered: readonly BatchCall[] = [];
  #known: ReadonlyMap<string, EventAddress> = new Map();
  #viewCount = 0;

  addInvocation(invocation: SkillInvocation): void {
    const identity = eventIdentity(invocation.callId);
    const call = this.#calls.get(identity);
    if (call === undefined) {
      const { invokedAtMs } = invocation;
      this.#calls.set(identity, { identity, invokedAtMs, first: invocation, later: undefined, key: undefined });
    } else {
      call.later = [...(call.later ?? []), invocation];
    }
    this.#viewCount += 1;
  }

  addCompletion(completion: InvocationCompletion): void {
    this.#join(eventIdentity(completion.callId), toCompletionView(completion));
  }

  /** Finds which calls the log has, and what waited for those that it has not. */
  async read(transaction: SqlTransaction): Promise<void> {
    this.#ordered = orderByIdentity([...this.#calls.values()]);
    // A second try begins anew.
    for (const call of this.#ordered) call.key = undefined;
    const identities = this.#ordered.map((call) => call.identity);
    for (const identity of this.#completions.keys()) if (!this.#calls.has(identity)) identities.push(identity);
    if (identities.length === 0) return;
    this.#known = await findEvents(transaction, identities);
    const pending = await takePendingCompletions(transaction, () => this.#arrivingIdentities());
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

  /** @throws {KeyCollision} with derived keys; the transaction must roll back and try again with looked-up ones */
  async write(transaction: SqlTransaction, options: CallWriteOptions): Promise<CallCounts> {
    const inserted = await this.#insert(transaction, options);
    const completed = await this.#fill(transaction, options);
    await keepPendingCompletions(transaction, this.#unclaimedCompletions());
    return { inserted, duplicates: this.#viewCount - inserted, completed };
  }

  async #insert(transaction: SqlTransaction, { dictionaries, deltas, keys }: CallWriteOptions): Promise<number> {
    // In the order of arrival, which is almost that of time, and sorted in no time.
    const calls = [...this.#calls.values()];
    const unknown = this.#known.size === 0 ? calls : calls.filter(({ identity }) => !this.#known.has(identity));
    const arriving = unknown.toSorted(byTime);
    const lows = assignLows(
      arriving,
      keys === 'derived' ? noKeys : await readTakenKeys(transaction, timesOf(arriving)),
    );
    // Not one after the other: a database in another thread stores a step while the next is made.
    const steps = Array.from({ length: Math.ceil(arriving.length / callsPerStep) }, async (_, index) => {
      const start = index * callsPerStep;
      const events = arriving.slice(start, start + callsPerStep).map((call, position) => {
        const key = eventKey(call.invokedAtMs, lows[start + position] ?? 0);
        call.key = key;
        return { key, invokedAtMs: call.invokedAtMs, fields: this.#fieldsOf(call, dictionaries) };
      });
      const inserted = insertEvents(transaction, events);
      for (const { invokedAtMs, fields } of events) deltas.addEvent({ invokedAtMs, before: null, after: fields });
      return inserted;
    });
    const identified = this.#ordered.filter(({ key }) => key !== undefined);
    await Promise.all([...steps, insertIdentities(transaction, identified)]);
    return arriving.length;
  }

  async #fill(transaction: SqlTransaction, { dictionaries, deltas }: CallWriteOptions): Promise<number> {
    const views: EventView[] = [];
    for (const [identity, address] of this.#known) {
      const call = this.#calls.get(identity);
      const view = call === undefined ? unknownEventFields : mergeViews(dictionaries, call);
      const fields = this.#withCompletion(identity, { fields: view, invokedAtMs: address.invokedAtMs }, dictionaries);
      views.push({ address, fields });
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

  #fieldsOf(call: BatchCall, dictionaries: Dictionaries): EventFields {
    const { identity, invokedAtMs } = call;
    return this.#withCompletion(identity, { fields: mergeViews(dictionaries, call), invokedAtMs }, dictionaries);
  }

  #withCompletion(identity: string, { fields, invokedAtMs }: TimedFields, dictionaries: Dictionaries): EventFields {
    const completion = this.#completions.get(identity);
    if (completion === undefined) return fields;
    const errorTypeLabel = dictionaries.labels.optionalId(completion.errorType);
    return fillEventFields(fields, viewOfCall(fields, completion, { invokedAtMs, errorTypeLabel }));
  }

  #unclaimedCompletions(): ReadonlyMap<string, CompletionView> {
    return new Map(
      [...this.#completions].filter(([identity]) => !this.#known.has(identity) && !this.#calls.has(identity)),
    );
  }

  /** In the batch, and not in the log. */
  #arrivingIdentities(): readonly string[] {
    return [...this.#calls.keys()].filter((identity) => !this.#known.has(identity));
  }

  #join(identity: string, completion: CompletionView): void {
    const earlier = this.#completions.get(identity);
    this.#completions.set(identity, earlier === undefined ? completion : mergeCompletions(earlier, completion));
  }
}

type TimedFields = { readonly fields: EventFields; readonly invokedAtMs: number };

const noKeys: TakenKeys = new Map();

function byTime(left: BatchCall, right: BatchCall): number {
  return left.invokedAtMs - right.invokedAtMs;
}

function timesOf(calls: readonly BatchCall[]): ReadonlySet<number> {
  return new Set(calls.map((call) => call.invokedAtMs));
}

function mergeViews(dictionaries: Dictionaries, { first, later }: BatchCall): EventFields {
  const fields = toEventFields(dictionaries, first);
  if (later === undefined) return fields;
  return later.reduce((known, view) => fillEventFields(known, toEventFields(dictionaries, view)), fields);
}
