import { contentCallId } from '@skills/exporters';
import { EventRecording } from '@skills/services';
import type { EventIngest } from '@skills/storage';

/** Events from outside into a log. */
export function buildRecording(log: EventIngest): EventRecording {
  return new EventRecording({ log, callIdOf: contentCallId });
}
