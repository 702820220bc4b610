import type {
  CollectedBatch,
  FileCheckpoint,
  InvocationCompletion,
  MessageUsage,
  ProjectSighting,
  QuarantinedLine,
  SessionSighting,
  SkillInvocation,
  SkillOffer,
} from '@skills/schema';
import type { SourceLine } from './source-line.ts';
import { latestMs } from './time-bounds.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a builder is set to for one collect run. */
export type BatchBuilderOptions = {
  /** Wins over the project that a source names. */
  readonly projectId?: string | undefined;
  /** UTC epoch milliseconds; what is later than a day from it was written by a clock that is wrong. */
  readonly nowMs?: number | undefined;
};

/**
 * Gathers what parsers find until it is stored. Views of one call, message, session, offer or project are merged here
 * as the log would merge them: the first view of a call holds and later ones fill what it left open, token counts
 * rise to their maximum. So the way a file is cut into batches never shows in the log.
 */
export class BatchBuilder {
  /** Times beyond it are not to be added. UTC epoch milliseconds. */
  readonly latestMs: number;
  readonly #projectId: string | undefined;
  readonly #invocations = new Map<string, SkillInvocation>();
  readonly #completions = new Map<string, InvocationCompletion>();
  readonly #usages = new Map<string, MessageUsage>();
  readonly #offers = new Map<string, SkillOffer>();
  readonly #sessions = new Map<string, Mutable<SessionSighting>>();
  readonly #projects = new Map<string, ProjectSighting>();
  #quarantined: QuarantinedLine[] = [];
  #duplicates = 0;

  constructor(options: BatchBuilderOptions = {}) {
    this.#projectId = options.projectId;
    this.latestMs = latestMs(options.nowMs);
  }

  addInvocation(invocation: SkillInvocation): void {
    const first = this.#invocations.get(invocation.callId);
    const stamped = this.#projectId === undefined ? invocation : { ...invocation, projectId: this.#projectId };
    if (first === undefined) {
      this.#invocations.set(invocation.callId, stamped);
      return;
    }
    this.#duplicates += 1;
    this.#invocations.set(invocation.callId, filledInvocation(first, stamped));
  }

  addCompletion(completion: InvocationCompletion): void {
    const first = this.#completions.get(completion.callId);
    this.#completions.set(completion.callId, first === undefined ? completion : filledCompletion(first, completion));
  }

  addUsage(usage: MessageUsage): void {
    const first = this.#usages.get(usage.messageId);
    if (first === undefined) {
      this.#usages.set(
        usage.messageId,
        this.#projectId === undefined ? usage : { ...usage, projectId: this.#projectId },
      );
    } else if (raises(first, usage)) this.#usages.set(usage.messageId, raisedUsage(first, usage));
  }

  addOffer(offer: SkillOffer): void {
    const key = `${offer.sessionId}\n${offer.skillName}`;
    const first = this.#offers.get(key);
    if (first === undefined || offer.offeredAtMs < first.offeredAtMs) this.#offers.set(key, offer);
  }

  addSession(sighting: SessionSighting): void {
    this.sawSession(sighting.sessionId, sighting.projectId, sighting.firstAtMs);
    this.sawSession(sighting.sessionId, sighting.projectId, sighting.lastAtMs);
  }

  /** One record of a session; cheap enough to be called for every record. */
  sawSession(sessionId: string, projectId: string | undefined, atMs: number): void {
    const first = this.#sessions.get(sessionId);
    if (first === undefined) {
      this.#sessions.set(sessionId, {
        sessionId,
        projectId: this.#projectId ?? projectId,
        firstAtMs: atMs,
        lastAtMs: atMs,
      });
      return;
    }
    first.projectId ??= projectId;
    if (atMs < first.firstAtMs) first.firstAtMs = atMs;
    if (atMs > first.lastAtMs) first.lastAtMs = atMs;
  }

  addProject(sighting: ProjectSighting): void {
    const projectId = this.#projectId ?? sighting.projectId;
    if (this.#projects.has(projectId)) return;
    this.#projects.set(
      projectId,
      this.#projectId === undefined ? sighting : { ...sighting, projectId, name: projectId },
    );
  }

  quarantine(line: SourceLine, reason: string): void {
    const { lineNumber, byteOffset } = line;
    const last = this.#quarantined.at(-1);
    if (last?.byteOffset === byteOffset && last.reason.includes(reason)) return;
    if (last?.byteOffset === byteOffset) {
      this.#quarantined[this.#quarantined.length - 1] = { ...last, reason: `${last.reason}; ${reason}` };
      return;
    }
    this.#quarantined.push({ lineNumber, byteOffset, byteLength: line.end - line.start, reason });
  }

  /** Rows gathered so far; a measure of when to store, not a count of anything. */
  get size(): number {
    const calls = this.#invocations.size + this.#completions.size + this.#usages.size;
    return calls + this.#offers.size + this.#sessions.size + this.#quarantined.length;
  }

  /** Further views of calls of the batch, which the log will not get to see. */
  get duplicates(): number {
    return this.#duplicates;
  }

  /** Everything gathered, with the checkpoint that stands for it; the builder is empty afterwards. */
  take(checkpoint?: FileCheckpoint): CollectedBatch {
    const completions: InvocationCompletion[] = [];
    for (const completion of this.#completions.values()) {
      const invocation = this.#invocations.get(completion.callId);
      if (invocation === undefined) completions.push(completion);
      else this.#invocations.set(completion.callId, completedInvocation(invocation, completion));
    }
    const batch: CollectedBatch = {
      invocations: [...this.#invocations.values()],
      completions,
      usages: [...this.#usages.values()],
      offers: [...this.#offers.values()],
      sessions: [...this.#sessions.values()],
      projects: [...this.#projects.values()],
      quarantined: this.#quarantined,
      checkpoint,
    };
    for (const gathered of [this.#invocations, this.#completions, this.#usages, this.#offers, this.#sessions]) {
      gathered.clear();
    }
    this.#projects.clear();
    this.#quarantined = [];
    this.#duplicates = 0;
    return batch;
  }
}

function filledInvocation(first: SkillInvocation, later: SkillInvocation): SkillInvocation {
  const known = Object.fromEntries(Object.entries(first).filter(([, value]) => value !== undefined && value !== null));
  return { ...later, ...known, completed: first.completed ?? later.completed };
}

function filledCompletion(first: InvocationCompletion, later: InvocationCompletion): InvocationCompletion {
  return {
    callId: first.callId,
    completed: first.completed ?? later.completed,
    endedAtMs: first.endedAtMs ?? later.endedAtMs,
    durationSeconds: first.durationSeconds ?? later.durationSeconds,
    errorType: first.errorType ?? later.errorType,
  };
}

function completedInvocation(invocation: SkillInvocation, completion: InvocationCompletion): SkillInvocation {
  const { endedAtMs } = completion;
  const measured = endedAtMs === undefined ? undefined : Math.max(0, endedAtMs - invocation.invokedAtMs) / 1000;
  return {
    ...invocation,
    completed: invocation.completed ?? completion.completed,
    durationSeconds: invocation.durationSeconds ?? completion.durationSeconds ?? measured,
    errorType: invocation.errorType ?? completion.errorType,
  };
}

/** Half of all assistant records repeat the usage of the one before. */
function raises(first: MessageUsage, later: MessageUsage): boolean {
  return (
    later.inputTokens > first.inputTokens ||
    later.outputTokens > first.outputTokens ||
    later.cacheReadTokens > first.cacheReadTokens ||
    later.cacheCreationTokens > first.cacheCreationTokens ||
    later.cacheCreation1hTokens > first.cacheCreation1hTokens ||
    (first.skillName === undefined && later.skillName !== undefined) ||
    (first.costUsd === undefined && later.costUsd !== undefined)
  );
}

function raisedUsage(first: MessageUsage, later: MessageUsage): MessageUsage {
  return {
    ...first,
    skillName: first.skillName ?? later.skillName,
    inputTokens: Math.max(first.inputTokens, later.inputTokens),
    outputTokens: Math.max(first.outputTokens, later.outputTokens),
    cacheReadTokens: Math.max(first.cacheReadTokens, later.cacheReadTokens),
    cacheCreationTokens: Math.max(first.cacheCreationTokens, later.cacheCreationTokens),
    cacheCreation1hTokens: Math.max(first.cacheCreation1hTokens, later.cacheCreation1hTokens),
    costUsd: first.costUsd ?? later.costUsd,
  };
}
