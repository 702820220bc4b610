import { z } from 'zod';

/** What `skills exporter` says when it listens. */
export const exporterReadySchema = z.object({ url: z.url() });
export type ExporterReady = z.infer<typeof exporterReadySchema>;
