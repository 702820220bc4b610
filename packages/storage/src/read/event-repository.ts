import type { SkillInvocation } from '@skills/schema';
import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { toBigInt, toNullableText } from './cell.ts';
import { firstEventKeyAt } from './event-key-range.ts';
import { eventRowColumns, toInvocation } from './event-row.ts';

export type EventSelection = {
  /** UTC epoch milliseconds, half open. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly skillName?: string | undefined;
  readonly projectId?: string | undefined;
};

export type EventRepositoryDependencies = {
  readonly engine: SqlReader;
  /** Events whose identities are looked up at once; tests make it small. */
  readonly eventsPerLookup?: number;
};

// An identity leads to its event, not the other way round: an index for the way back would cost every event 12 bytes
// for the sake of exports alone. So an export looks up half a million at a time (a pass over the identities, one text
// of 19 MB), and walks the events in pages beside it.
const defaultEventsPerLookup = 500_000;
const eventsPerPage = 2_000;
const identityLength = 22;
const entryLength = identityLength + 16;

/** The log itself, for exports. */
export class EventRepository {
  readonly #engine: SqlReader;
  readonly #eventsPerLookup: number;

  constructor({ engine, eventsPerLookup = defaultEventsPerLookup }: EventRepositoryDependencies) {
    this.#engine = engine;
    this.#eventsPerLookup = eventsPerLookup;
  }

  /**
   * Pages of events in the order of time, each event once. Memory does not grow with the log. Events that are stored
   * while this runs may or may not be among them. `callId` is the identity of the call, so that what is exported can be
   * imported again as the same event; `userId` is a pseudonym.
   */
  async *events(selection: EventSelection): AsyncGenerator<readonly SkillInvocation[], void, void> {
    const filter = eventFilter(selection);
    const endKey = firstEventKeyAt(selection.untilMs);
    let fromKey = firstEventKeyAt(selection.sinceMs);
    while (fromKey < endKey) {
      // oxlint-disable-next-line no-await-in-loop -- page by page
      const toKey = await this.#endOfLookup({ fromKey, toKey: endKey, filter });
      // oxlint-disable-next-line no-await-in-loop -- page by page
      const lookup = await this.#lookup({ fromKey, toKey, filter });
      for (let start = 0; start < lookup.length; start += eventsPerPage * entryLength) {
        // oxlint-disable-next-line no-await-in-loop -- page by page
        const page = await this.#page(lookup.slice(start, start + eventsPerPage * entryLength), filter);
        if (page.length > 0) yield page;
      }
      fromKey = toKey;
    }
  }

  /** The key behind as many events as one lookup takes. */
  async #endOfLookup({ fromKey, toKey, filter }: KeyRange): Promise<bigint> {
    const [row] = await this.#engine.all(
      `SELECT e.event_key FROM skill_event AS e WHERE e.event_key >= ?1 AND e.event_key < ?2 ${filter.condition}
       ORDER BY e.event_key LIMIT 1 OFFSET ${this.#eventsPerLookup}`,
      [fromKey, toKey, ...filter.parameters],
    );
    return row === undefined ? toKey : toBigInt(row[0]);
  }

  /** Identity and key of every event of a range in the order of keys, as one text: a cell crosses faster than rows. */
  async #lookup({ fromKey, toKey, filter }: KeyRange): Promise<string> {
    const event = filter.condition === '' ? '' : 'CROSS JOIN skill_event AS e ON e.event_key = i.event_key';
    const [row] = await this.#engine.all(
      `SELECT group_concat(i.identity || printf('%016x', i.event_key), '' ORDER BY i.event_key)
       FROM event_identity AS i ${event}
       WHERE i.event_key >= ?1 AND i.event_key < ?2 ${filter.condition}`,
      [fromKey, toKey, ...filter.parameters],
    );
    return toNullableText(row?.[0]) ?? '';
  }

  async #page(lookup: string, filter: EventFilter): Promise<readonly SkillInvocation[]> {
    const identities = new Map<bigint, string>();
    for (let start = 0; start < lookup.length; start += entryLength) {
      const keyText = lookup.slice(start + identityLength, start + entryLength);
      identities.set(BigInt(`0x${keyText}`), lookup.slice(start, start + identityLength));
    }
    const keys = [...identities.keys()];
    const rows = await this.#engine.all(
      `SELECT ${eventRowColumns}
       FROM skill_event AS e
       JOIN skill AS k ON k.skill_id = e.skill_id
       JOIN session AS s ON s.session_id = e.session_id
       WHERE e.event_key >= ?1 AND e.event_key <= ?2 ${filter.condition}
       ORDER BY e.event_key`,
      [keys[0] ?? 0, keys.at(-1) ?? 0, ...filter.parameters],
    );
    return rows.flatMap((row) => {
      const identity = identities.get(toBigInt(row[0]));
      return identity === undefined ? [] : [toInvocation(row, identity)];
    });
  }
}

type EventFilter = { readonly condition: string; readonly parameters: SqlRow };
type KeyRange = { readonly fromKey: bigint; readonly toKey: bigint; readonly filter: EventFilter };

/** Conditions on the event `e`; their parameters come behind the two keys of a range. */
function eventFilter({ skillName, projectId }: EventSelection): EventFilter {
  const conditions: string[] = [];
  const parameters: string[] = [];
  if (skillName !== undefined) {
    parameters.push(skillName);
    conditions.push(`AND e.skill_id IN (SELECT skill_id FROM skill WHERE name = ?${parameters.length + 2})`);
  }
  if (projectId !== undefined) {
    parameters.push(projectId);
    conditions.push(
      `AND e.project_id = (SELECT project_id FROM project WHERE external_id = ?${parameters.length + 2})`,
    );
  }
  return { condition: conditions.join(' '), parameters };
}
