import type { ScanJob, ScanJobOptions } from './scan-jobs.ts';

/** What a scan thread is asked. Its answers are scan steps as JSON, several at once; an empty text is the end. */
export type ScanRequest = {
  readonly source: string;
  readonly jobs: readonly ScanJob[];
  readonly options: ScanJobOptions;
};

/** Tells a scan thread that one of its answers was taken. */
export const taken = 'taken';
