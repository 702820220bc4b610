import type { UserTruth } from './world-truth.ts';

/** One session while its calls are written. */
export type OpenSession = {
  readonly sessionId: string;
  readonly projectId: string;
  readonly user: UserTruth;
  readonly workflowPath: string | undefined;
};
