import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Cleanup = { readonly onCleanup: (work: () => void) => void };

/** For `test.extend('home', temporaryHome)`: an empty home folder that goes with the test. */
// oxlint-disable-next-line no-empty-pattern -- vitest reads the names of other fixtures from it
export function temporaryHome({}, { onCleanup }: Cleanup): string {
  const home = mkdtempSync(join(tmpdir(), 'skills-cli-'));
  onCleanup(() => rmSync(home, { recursive: true, force: true }));
  return home;
}
