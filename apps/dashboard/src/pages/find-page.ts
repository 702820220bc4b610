import { safeText } from '@skills/text';
import type { JSX } from 'preact';
import type { Place } from '../routing/place.ts';
import { AgentsPage } from './agents-page.tsx';
import { CapacityPage } from './capacity-page.tsx';
import { CostsPage } from './costs-page.tsx';
import { ExperimentPage } from './experiment-page.tsx';
import { ExperimentsPage } from './experiments-page.tsx';
import { LearningPage } from './learning-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { RecommendationsPage } from './recommendations-page.tsx';
import { RelationshipsPage } from './relationships-page.tsx';
import { SkillPage } from './skill-page.tsx';
import { SkillsPage } from './skills-page.tsx';
import { TasksPage } from './tasks-page.tsx';
import { TrendsPage } from './trends-page.tsx';

type PageEntry = {
  readonly path: string;
  readonly label: string;
  readonly Page: () => JSX.Element;
  /** Path of the pages that are reached through it. */
  readonly below?: string;
};

/** Pages of the navigation. */
export const groups: readonly { readonly name: string; readonly pages: readonly PageEntry[] }[] = [
  {
    name: 'Skills',
    pages: [
      { path: '/', label: 'Overview', Page: OverviewPage },
      { path: '/skills', label: 'Skills', Page: SkillsPage, below: '/skill' },
      { path: '/trends', label: 'Trends', Page: TrendsPage },
      { path: '/experiments', label: 'Experiments', Page: ExperimentsPage, below: '/experiment' },
      { path: '/recommendations', label: 'Recommendations', Page: RecommendationsPage },
      { path: '/relationships', label: 'Relationships', Page: RelationshipsPage },
    ],
  },
  {
    name: 'Monitoring',
    pages: [
      { path: '/agents', label: 'Agents', Page: AgentsPage },
      { path: '/capacity', label: 'Capacity', Page: CapacityPage },
      { path: '/tasks', label: 'Tasks', Page: TasksPage },
      { path: '/costs', label: 'Usage and cost', Page: CostsPage },
      { path: '/learning', label: 'System learning', Page: LearningPage },
    ],
  },
];

/** The page of a place, with its title. */
export function findPage({ path, query }: Place): { readonly title: string; readonly Page: () => JSX.Element } {
  const name = query['name'] ?? '';
  if (path === '/skill' && name !== '') return { title: safeText(name, 60), Page: SkillPage };
  if (path === '/experiment' && name !== '') return { title: safeText(name, 60), Page: ExperimentPage };
  const entry = groups.flatMap(({ pages }) => pages).find((page) => page.path === path);
  return entry === undefined ? { title: 'Nothing here', Page: NotFoundPage } : { title: entry.label, Page: entry.Page };
}
