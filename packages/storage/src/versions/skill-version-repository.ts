import type { InstalledSkill, RollupWindow, SkillKind } from '@skills/schema';
import type { SqlEngine, SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { cleanText } from '../ingest/clean-text.ts';
import { toNullableText, toNumber, toSkillKind, toText } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';

/** What one user did with one version of a skill; a session whose user nobody named stands for one. */
export type VersionUnit = {
  readonly skillName: string;
  readonly kind: SkillKind;
  /** `null`: neither stated nor seen installed. */
  readonly version: string | null;
  /** Calls that name the version themselves; of the others a scan saw it installed. */
  readonly statedCalls: number;
  readonly isUser: boolean;
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  /** UTC epoch milliseconds. */
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** Of the durations above 0 that are known; `logSum` is of their natural logarithms. */
  readonly durations: number;
  readonly durationSecondsSum: number;
  readonly logSum: number;
};

export type SkillVersionRepositoryDependencies = { readonly engine: SqlReader };

/** How versions of skills did. Skills of which no version was ever stated or seen are left out. */
export class SkillVersionRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: SkillVersionRepositoryDependencies) {
    this.#engine = engine;
  }

  /** In the order of skills and first calls. */
  async units(window: RollupWindow, skillName?: string): Promise<readonly VersionUnit[]> {
    const rows = await this.#engine.all(unitsQuery, [
      firstEventKeyAt(window.sinceMs),
      firstEventKeyAt(window.untilMs),
      skillName ?? null,
    ]);
    return rows.map(toUnit);
  }
}

/** Sightings this close together are written once: a search is a scan, too. */
const restMs = 60_000;

/**
 * Keeps which versions a scan found installed. A version that was there at the last scan of the skill, and is there now,
 * was there in between; one that was replaced begins and ends with its sightings.
 *
 * @param nowMs - UTC epoch milliseconds
 * @returns whether anything was written
 */
export async function keepSeenVersions(
  engine: SqlEngine,
  skills: readonly Pick<InstalledSkill, 'skillName' | 'version'>[],
  nowMs: number,
): Promise<boolean> {
  const found = Map.groupBy(skills, ({ skillName, version }) => JSON.stringify([cleanText(skillName), version]));
  const known = await engine.all(lastSpansQuery);
  const open = new Map(known.map((row) => [JSON.stringify([toText(row[0]), toText(row[1])]), row]));
  const added: SqlRow[] = [];
  const extended: SqlRow[] = [];
  for (const [key, [first, ...others]] of found) {
    const span = open.get(key);
    if (span === undefined && first !== undefined) {
      added.push([cleanText(first.skillName), first.version, nowMs, nowMs, others.length + 1]);
    } else if (span !== undefined && nowMs - toNumber(span[3]) >= restMs) {
      extended.push([nowMs, others.length + 1, ...span.slice(0, 3)]);
    }
  }
  if (added.length + extended.length === 0) return false;
  await engine.transaction(async (transaction) => {
    await transaction.runMany('INSERT OR IGNORE INTO skill_version_seen VALUES (?, ?, ?, ?, ?)', added);
    await transaction.runMany(
      `UPDATE skill_version_seen SET last_seen_at_ms = max(last_seen_at_ms, ?), copies = ?
       WHERE skill_name = ? AND version = ? AND first_seen_at_ms = ?`,
      extended,
    );
  });
  return true;
}

// The versions of a skill that its last scan found; older ones have ended.
const lastSpansQuery = `
  SELECT skill_name, version, first_seen_at_ms, last_seen_at_ms FROM skill_version_seen AS v
  WHERE last_seen_at_ms >= (SELECT max(o.first_seen_at_ms) FROM skill_version_seen AS o WHERE o.skill_name = v.skill_name)
    AND last_seen_at_ms >= (
      SELECT max(o.last_seen_at_ms) FROM skill_version_seen AS o WHERE o.skill_name = v.skill_name) - ${restMs}`;

const unitsQuery = `
  WITH installed AS (
    SELECT s.skill_id, s.name, s.kind, CASE s.kind WHEN 'slash_command' THEN substr(s.name, 2) ELSE s.name END AS file_name
    FROM skill AS s WHERE (?3 IS NULL OR s.name = ?3) AND s.kind NOT IN ('tool', 'mcp_tool', 'hook')
  ), call AS (
    SELECT i.name, i.kind, e.event_key >> 21 AS at_ms, e.completed, e.user_id, e.session_id,
      CASE WHEN e.duration_seconds > 0 THEN e.duration_seconds END AS seconds,
      CASE WHEN instr(e.details, '"skillVersion"') > 0 THEN json_extract(e.details, '$.skillVersion') END AS stated,
      CASE WHEN i.kind IN ('skill', 'slash_command') THEN (
        SELECT CASE WHEN count(*) = 1 THEN min(v.version) END FROM skill_version_seen AS v
        WHERE v.skill_name = i.file_name AND e.event_key >> 21 BETWEEN v.first_seen_at_ms AND v.last_seen_at_ms)
      END AS seen
    FROM installed AS i JOIN skill_event AS e ON e.skill_id = i.skill_id
    WHERE e.event_key >= ?1 AND e.event_key < ?2
  ), versioned AS (
    SELECT name, kind FROM call WHERE coalesce(stated, seen) IS NOT NULL GROUP BY name, kind
  )
  SELECT c.name, c.kind, coalesce(c.stated, c.seen) AS version, count(c.stated),
    c.user_id IS NOT NULL AS is_user, count(*), count(*) FILTER (WHERE c.completed = 1),
    count(*) FILTER (WHERE c.completed = 0), min(c.at_ms), max(c.at_ms),
    count(c.seconds), total(c.seconds), total(ln(c.seconds))
  FROM call AS c JOIN versioned AS v ON v.name = c.name AND v.kind = c.kind
  GROUP BY c.name, c.kind, version, is_user, coalesce(c.user_id, c.session_id)
  ORDER BY c.name, c.kind, min(c.at_ms)`;

function toUnit(row: SqlRow): VersionUnit {
  return {
    skillName: toText(row[0]),
    kind: toSkillKind(row[1]),
    version: toNullableText(row[2]),
    statedCalls: toNumber(row[3]),
    isUser: toNumber(row[4]) === 1,
    invocations: toNumber(row[5]),
    completed: toNumber(row[6]),
    failed: toNumber(row[7]),
    firstAtMs: toNumber(row[8]),
    lastAtMs: toNumber(row[9]),
    durations: toNumber(row[10]),
    durationSecondsSum: toNumber(row[11]),
    logSum: toNumber(row[12]),
  };
}
