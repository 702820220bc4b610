import type { SkillKind } from '@skills/schema';

export const roles = ['backend', 'frontend', 'operations'] as const;
/** What a user mostly works on. */
export type Role = (typeof roles)[number];

export type CatalogEntry = {
  readonly skillName: string;
  readonly kind: SkillKind;
  /** Who prefers it. */
  readonly role: Role | 'everyone';
  /** Relative frequency; 0 for skills that only come in planted pairs and sequences. */
  readonly weight: number;
  readonly completionRate: number;
  readonly medianSeconds: number;
};

type Row = readonly [
  name: string,
  kind: SkillKind,
  role: CatalogEntry['role'],
  weight: number,
  rate: number,
  seconds: number,
];

// The first `minimumSkills` rows carry the planted effects and the ordinary tools: every world has them.
const rows: readonly Row[] = [
  ['pytest-run', 'skill', 'backend', 9, 0.9, 24],
  ['docker-build', 'skill', 'operations', 7, 0.92, 65],
  ['db-migrate', 'skill', 'backend', 6, 0.93, 11],
  ['bundle-analyze', 'skill', 'frontend', 6, 0.88, 14],
  ['web-search', 'skill', 'everyone', 6, 0.95, 4],
  ['pdf-extract', 'skill', 'everyone', 7, 0.62, 9],
  ['test-generator', 'skill', 'everyone', 8, 0.7, 32],
  ['git-commit', 'skill', 'everyone', 0, 0.97, 3],
  ['changelog-update', 'skill', 'everyone', 0, 0.94, 5],
  ['openapi-spec', 'skill', 'backend', 0, 0.9, 8],
  ['api-client-gen', 'skill', 'backend', 0, 0.86, 12],
  ['i18n-extract', 'skill', 'frontend', 0, 0.91, 6],
  ['accessibility-audit', 'skill', 'frontend', 0, 0.84, 18],
  ['lint-fix', 'skill', 'everyone', 0, 0.96, 6],
  ['unit-test', 'skill', 'everyone', 0, 0.85, 20],
  ['code-review', 'skill', 'everyone', 0, 0.93, 40],
  ['terraform-plan', 'skill', 'operations', 0, 0.95, 15],
  ['terraform-apply', 'skill', 'operations', 0, 0.82, 55],
  ['smoke-test', 'skill', 'operations', 0, 0.9, 25],
  ['Bash', 'tool', 'everyone', 30, 0.93, 1.6],
  ['Read', 'tool', 'everyone', 28, 0.99, 0.05],
  ['Edit', 'tool', 'everyone', 20, 0.96, 0.08],
  ['Grep', 'tool', 'everyone', 12, 0.99, 0.2],
  ['/review', 'slash_command', 'everyone', 3, 0.9, 30],
  ['Explore', 'subagent', 'everyone', 4, 0.96, 75],
  ['general-purpose', 'subagent', 'everyone', 3, 0.92, 110],
  ['mcp__github__create_pull_request', 'mcp_tool', 'everyone', 3, 0.94, 1.4],
  ['mcp__playwright__browser_click', 'mcp_tool', 'frontend', 3, 0.87, 0.9],
  ['/commit', 'slash_command', 'everyone', 3, 0.97, 12],
  ['refactor-module', 'skill', 'backend', 4, 0.81, 48],
  ['security-scan', 'skill', 'operations', 3, 0.89, 36],
  ['Write', 'tool', 'everyone', 10, 0.98, 0.07],
  ['type-check', 'skill', 'frontend', 4, 0.9, 16],
  ['component-scaffold', 'skill', 'frontend', 3, 0.92, 7],
  ['log-triage', 'skill', 'operations', 3, 0.78, 21],
  ['docs-writer', 'skill', 'everyone', 3, 0.95, 28],
  ['Glob', 'tool', 'everyone', 8, 0.99, 0.1],
  ['code-reviewer', 'subagent', 'everyone', 2, 0.95, 90],
  ['mcp__postgres__query', 'mcp_tool', 'backend', 3, 0.91, 0.6],
  ['mcp__sentry__search_issues', 'mcp_tool', 'operations', 2, 0.93, 1.1],
  ['spreadsheet', 'skill', 'everyone', 2, 0.86, 13],
  ['release-notes', 'skill', 'everyone', 2, 0.96, 9],
  ['helm-upgrade', 'skill', 'operations', 2, 0.83, 42],
  ['css-purge', 'skill', 'frontend', 2, 0.9, 5],
  ['grpc-stub-gen', 'skill', 'backend', 2, 0.88, 8],
  ['/test', 'slash_command', 'everyone', 2, 0.88, 35],
  ['WebFetch', 'tool', 'everyone', 4, 0.9, 2.2],
  ['load-test', 'skill', 'operations', 1, 0.76, 140],
  ['debugging', 'skill', 'everyone', 3, 0.8, 60],
  ['frontend-design', 'skill', 'frontend', 2, 0.93, 45],
];

export const skillCatalog: readonly CatalogEntry[] = rows.map(
  ([skillName, kind, role, weight, completionRate, medianSeconds]) => ({
    skillName,
    kind,
    role,
    weight,
    completionRate,
    medianSeconds,
  }),
);

/** Skills that every session is offered and nobody ever uses. */
export const neverUsedSkills: readonly string[] = [
  'legacy-xml-export',
  'quarterly-report',
  'mainframe-sync',
  'slack-digest',
  'invoice-ocr',
];

export const userNames: readonly string[] = (
  'ada bjarne chidi dorothy edsger frances grace hedy ivan joan ken lynn margaret niklaus olga parisa quentin radia ' +
  'shafi tim ursula vint whitfield ximena yukihiro zhenya'
).split(' ');

export const projectNames: readonly string[] = (
  'web-shop billing-api mobile-app data-pipeline infra design-system search auth-service docs-site ml-ranking ' +
  'notifications admin-console payments edge-proxy analytics'
).split(' ');
