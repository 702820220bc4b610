import type { JSX } from 'preact';
import { InstalledPanel } from './recommendations/installed-panel.tsx';
import { RepairPanel } from './recommendations/repair-panel.tsx';
import { TryPanel } from './recommendations/try-panel.tsx';

/** What to try, what to mend, and what to tidy up. */
export function RecommendationsPage(): JSX.Element {
  return (
    <div class="grid">
      <TryPanel />
      <RepairPanel />
      <InstalledPanel />
    </div>
  );
}
