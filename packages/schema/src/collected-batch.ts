import type { SkillInvocation } from './skill-invocation.ts';

/** What became of a call that was, or will be, recorded under `callId`. Order of arrival does not matter. */
export type InvocationCompletion = {
  readonly callId: string;
  /** `null`: it ended, and the source does not say how. */
  readonly completed: boolean | null;
  /** UTC epoch milliseconds; the duration is `endedAtMs` minus the call's `invokedAtMs`, never below 0. */
  readonly endedAtMs?: number | undefined;
  /** Wins over `endedAtMs`. */
  readonly durationSeconds?: number | undefined;
  readonly errorType?: string | undefined;
};

/** Tokens of one assistant message. Later views of the same message raise each field to its maximum. */
export type MessageUsage = {
  /** The source's own id of the message, for example message id and request id joined. */
  readonly messageId: string;
  readonly source: string;
  readonly sessionId: string;
  readonly projectId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly model: string;
  /** UTC epoch milliseconds. */
  readonly atMs: number;
  /** Not served from a cache and not written to one. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  /** All tokens written to a cache, whatever their life time. */
  readonly cacheCreationTokens: number;
  /** Of these, the ones written to the one-hour cache, which is dearer. */
  readonly cacheCreation1hTokens: number;
  /** The skill that the source says the message worked for. */
  readonly skillName?: string | undefined;
  readonly costUsd?: number | undefined;
};

/** A skill that a session was told it could use. */
export type SkillOffer = {
  readonly skillName: string;
  readonly sessionId: string;
  /** UTC epoch milliseconds. */
  readonly offeredAtMs: number;
};

/** A session as one record of it shows it. */
export type SessionSighting = {
  readonly sessionId: string;
  readonly projectId?: string | undefined;
  /** UTC epoch milliseconds of the first and last record seen. */
  readonly firstAtMs: number;
  readonly lastAtMs: number;
};

/** A project as a source names it. The path stays in the local registry; `projectId` is what every surface shows. */
export type ProjectSighting = {
  readonly projectId: string;
  readonly name: string;
  readonly path: string;
};

/** Bytes of a source that could not be read as what they should be. */
export type QuarantinedLine = {
  /** 1-based. */
  readonly lineNumber: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly reason: string;
};

/** How far a file has been read, stored in the same transaction as what was read from it. */
export type FileCheckpoint = {
  readonly source: string;
  readonly path: string;
  /** Device and inode as text, because they exceed 53 bits on some file systems. */
  readonly device: string;
  readonly inode: string;
  /** Hash of the first `fingerprintBytes` bytes: an inode can be reused. */
  readonly fingerprint: string;
  readonly fingerprintBytes: number;
  /** Size and modification time at the last look; unchanged values mean that the file need not be opened. */
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** Bytes read so far; always just behind a newline, or the end of a whole-file source. */
  readonly byteOffset: number;
  /** Lines read so far. */
  readonly lineNumber: number;
  /** What the parser must remember between two reads, as JSON; `null` for nothing. */
  readonly parserState: string | null;
};

/** What one step of a collector found. Stored whole or not at all. */
export type CollectedBatch = {
  readonly invocations: readonly SkillInvocation[];
  readonly completions: readonly InvocationCompletion[];
  readonly usages: readonly MessageUsage[];
  readonly offers: readonly SkillOffer[];
  readonly sessions: readonly SessionSighting[];
  readonly projects: readonly ProjectSighting[];
  /** Lines that could not be read, of the file that `checkpoint` names. */
  readonly quarantined: readonly QuarantinedLine[];
  readonly checkpoint?: FileCheckpoint | undefined;
};

/** What the log did with a batch. */
export type IngestCounts = {
  /** Calls that were not in the log before. */
  readonly inserted: number;
  /** Calls that were there already, in the log or earlier in the batch. */
  readonly duplicates: number;
  /** Open calls whose outcome or missing fields were filled. */
  readonly completed: number;
  /** Lines put in quarantine that were not there before. */
  readonly quarantined: number;
};
