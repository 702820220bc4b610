import type { CollectedBatch } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';
import type { TombstoneKind } from './erase-subject.ts';

export type ErasedDependencies = {
  readonly pseudonymise: (userId: string) => string;
  /** The id under which a project is stored. */
  readonly projectIdOf?: ((projectId: string) => string) | undefined;
};

/** A keyed hash of what was erased. */
export function tombstone(pseudonymise: (id: string) => string, kind: TombstoneKind, id: string): string {
  return pseudonymise(`erased ${kind} ${id}`);
}

/** Which subjects are erased, or `undefined` when none is: then nothing is to be looked at. */
export async function readErased(reader: SqlReader, dependencies: ErasedDependencies): Promise<Erased | undefined> {
  const rows = await reader.all('SELECT tombstone FROM erased_subject');
  return rows.length === 0 ? undefined : new Erased(new Set(rows.map(([text = null]) => toText(text))), dependencies);
}

/** Tells what was erased among what is collected again. */
export class Erased {
  readonly #tombstones: ReadonlySet<string>;
  readonly #pseudonymise: (id: string) => string;
  readonly #projectIdOf: (projectId: string) => string;
  /** Answers by kind and id: a session has many calls. */
  readonly #known = new Map<string, boolean>();

  constructor(tombstones: ReadonlySet<string>, { pseudonymise, projectIdOf }: ErasedDependencies) {
    this.#tombstones = tombstones;
    this.#pseudonymise = pseudonymise;
    this.#projectIdOf = projectIdOf ?? ((projectId) => projectId);
  }

  /** The batch without what was erased. Of a file with nothing else, no trace is stored, so it is read again next time. */
  without(batch: CollectedBatch): CollectedBatch {
    const keep = (record: {
      readonly projectId?: string | undefined;
      readonly userId?: string | undefined;
      readonly sessionId?: string | undefined;
    }): boolean => !this.#isErased(record);
    const rest: CollectedBatch = {
      ...batch,
      invocations: batch.invocations.filter(keep),
      usages: batch.usages.filter(keep),
      offers: batch.offers.filter(keep),
      sessions: batch.sessions.filter(keep),
      projects: batch.projects.filter(keep),
    };
    const kept = (part: CollectedBatch): number =>
      part.invocations.length + part.usages.length + part.sessions.length + part.projects.length + part.offers.length;
    const path = batch.checkpoint?.path;
    const isFileErased = path !== undefined && this.#has('file', path);
    if (kept(rest) === kept(batch) && !isFileErased) return batch;
    // An outcome names its call alone: of calls that were left out, none is kept waiting.
    const gone = new Set(batch.invocations.filter((call) => !keep(call)).map(({ callId }) => callId));
    const completions = kept(rest) === 0 ? [] : batch.completions.filter(({ callId }) => !gone.has(callId));
    if (!isFileErased && kept(rest) > 0) return { ...rest, completions };
    return { ...rest, completions, quarantined: [], checkpoint: undefined };
  }

  #isErased(record: {
    readonly projectId?: string | undefined;
    readonly userId?: string | undefined;
    readonly sessionId?: string | undefined;
  }): boolean {
    const { projectId, userId, sessionId } = record;
    if (sessionId !== undefined && this.#has('session', sessionId)) return true;
    if (userId !== undefined && this.#has('user', this.#pseudonymise(userId))) return true;
    if (projectId === undefined) return false;
    return this.#has('project', projectId) || this.#has('project', this.#projectIdOf(projectId));
  }

  #has(kind: TombstoneKind, id: string): boolean {
    const key = `${kind} ${id}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      known = this.#tombstones.has(tombstone(this.#pseudonymise, kind, id));
      this.#known.set(key, known);
    }
    return known;
  }
}

/** Batches one by one, without what was erased. */
export async function* batchesWithout(
  batches: Iterable<CollectedBatch> | AsyncIterable<CollectedBatch>,
  erased: Erased,
): AsyncGenerator<CollectedBatch> {
  for await (const batch of batches) yield erased.without(batch);
}
