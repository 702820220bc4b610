import type { WholeFileCollector } from '../collector.ts';
import { sessionBuddySource } from './call-record.ts';
import { readSessionBuddyFile } from './parse.ts';
import { discoverSessionBuddy } from './paths.ts';

/** session-buddy and crackerjack: metric files and databases of the predecessor. */
export const sessionBuddyCollector: WholeFileCollector = {
  source: sessionBuddySource,
  form: 'whole-file',
  discover: discoverSessionBuddy,
  read: readSessionBuddyFile,
};
