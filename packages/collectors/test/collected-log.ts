import type { CollectedBatch, FileCheckpoint, IngestCounts, InvocationCompletion } from '@skills/schema';
import type { MessageUsage, QuarantinedLine, SkillInvocation, SkillOffer } from '@skills/schema';
import { BatchBuilder } from '@skills/collectors';

/** A log in memory that takes batches as the database does: views of one call, message or session become one. */
export class CollectedLog {
  readonly #invocations = new Map<string, SkillInvocation>();
  readonly #completions = new Map<string, InvocationCompletion>();
  readonly #usages = new Map<string, MessageUsage>();
  readonly #offers = new Map<string, SkillOffer>();
  readonly #checkpoints = new Map<string, FileCheckpoint>();
  readonly #quarantined = new Map<string, QuarantinedLine>();
  readonly sessionIds = new Set<string>();
  readonly projectIds = new Set<string>();
  batches = 0;

  readonly ingestAll = async (batches: AsyncIterable<CollectedBatch>): Promise<IngestCounts> => {
    const sum = { inserted: 0, duplicates: 0, completed: 0, quarantined: 0 };
    for await (const batch of batches) {
      const counts = this.#ingest(batch);
      sum.inserted += counts.inserted;
      sum.duplicates += counts.duplicates;
      sum.quarantined += counts.quarantined;
    }
    return sum;
  };

  #ingest(batch: CollectedBatch): IngestCounts {
    this.batches += 1;
    const before = this.#invocations.size;
    const quarantinedBefore = this.#quarantined.size;
    this.#merge(batch);
    for (const session of batch.sessions) this.sessionIds.add(session.sessionId);
    for (const project of batch.projects) this.projectIds.add(project.projectId);
    for (const line of batch.quarantined) {
      this.#quarantined.set(`${batch.checkpoint?.path}:${line.byteOffset}`, line);
    }
    if (batch.checkpoint !== undefined) this.#checkpoints.set(batch.checkpoint.path, batch.checkpoint);
    const inserted = this.#invocations.size - before;
    const duplicates = batch.invocations.length - inserted;
    const quarantined = this.#quarantined.size - quarantinedBefore;
    return { inserted, duplicates, completed: 0, quarantined };
  }

  get invocations(): readonly SkillInvocation[] {
    return [...this.#invocations.values()];
  }

  /** Results of calls that are not in the log. */
  get completions(): readonly InvocationCompletion[] {
    return [...this.#completions.values()];
  }

  get usages(): readonly MessageUsage[] {
    return [...this.#usages.values()];
  }

  get offers(): readonly SkillOffer[] {
    return [...this.#offers.values()];
  }

  get checkpoints(): readonly FileCheckpoint[] {
    return [...this.#checkpoints.values()];
  }

  get quarantined(): readonly QuarantinedLine[] {
    return [...this.#quarantined.values()];
  }

  /** Everything but checkpoints, in an order that does not depend on the order of arrival. */
  contents(): unknown {
    const sorted = <T>(entries: Map<string, T>): readonly [string, T][] =>
      [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      invocations: sorted(this.#invocations),
      completions: sorted(this.#completions),
      usages: sorted(this.#usages),
      offers: sorted(this.#offers),
      sessions: [...this.sessionIds].toSorted(),
      projects: [...this.projectIds].toSorted(),
    };
  }

  #merge(batch: CollectedBatch): void {
    const builder = new BatchBuilder();
    for (const { callId } of batch.invocations) {
      const known = this.#invocations.get(callId);
      if (known !== undefined) builder.addInvocation(known);
    }
    for (const { callId } of [...batch.invocations, ...batch.completions]) {
      const pending = this.#completions.get(callId);
      if (pending !== undefined) builder.addCompletion(pending);
      const known = this.#invocations.get(callId);
      if (known !== undefined) builder.addInvocation(known);
    }
    for (const { messageId } of batch.usages) {
      const known = this.#usages.get(messageId);
      if (known !== undefined) builder.addUsage(known);
    }
    for (const offer of this.#offers.values()) builder.addOffer(offer);
    for (const invocation of batch.invocations) builder.addInvocation(invocation);
    for (const completion of batch.completions) builder.addCompletion(completion);
    for (const usage of batch.usages) builder.addUsage(usage);
    for (const offer of batch.offers) builder.addOffer(offer);
    const merged = builder.take();
    for (const invocation of merged.invocations) {
      this.#invocations.set(invocation.callId, invocation);
      this.#completions.delete(invocation.callId);
    }
    for (const completion of merged.completions) this.#completions.set(completion.callId, completion);
    for (const usage of merged.usages) this.#usages.set(usage.messageId, usage);
    for (const offer of merged.offers) this.#offers.set(`${offer.sessionId}\n${offer.skillName}`, offer);
  }
}
