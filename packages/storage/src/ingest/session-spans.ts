import type { SqlTransaction } from '../engine/sql-engine.ts';
import type { Dictionaries } from './dictionaries.ts';

type Span = { readonly sessionId: string; firstAtMs: number; lastAtMs: number; readonly projects: string[] };

/** When each session of a batch was seen first and last, and in which projects. */
export class SessionSpans {
  readonly #bySession = new Map<string, Span>();
  // Events come session by session.
  #latest: Span | undefined;

  add(sessionId: string, atMs: number, projectId: string | undefined): void {
    const span = this.#latest?.sessionId === sessionId ? this.#latest : this.#span(sessionId, atMs);
    this.#latest = span;
    if (atMs < span.firstAtMs) span.firstAtMs = atMs;
    if (atMs > span.lastAtMs) span.lastAtMs = atMs;
    if (projectId !== undefined && !span.projects.includes(projectId)) span.projects.push(projectId);
  }

  /** Every session and project must be in the dictionaries. */
  want(dictionaries: Dictionaries): void {
    for (const [sessionId, { projects }] of this.#bySession) {
      dictionaries.sessions.want(sessionId);
      for (const projectId of projects) dictionaries.projects.want(projectId);
    }
  }

  /**
   * Widens the spans of the session table. A session of several projects belongs to the one whose id sorts first, which
   * is the same in every order of arrival.
   */
  async write(transaction: SqlTransaction, dictionaries: Dictionaries): Promise<void> {
    const rows = [...this.#bySession].flatMap(([sessionId, { firstAtMs, lastAtMs, projects }]) => {
      const id = dictionaries.sessions.id(sessionId);
      const projectIds = projects.length === 0 ? [null] : projects.map((project) => dictionaries.projects.id(project));
      return projectIds.map((projectId) => [id, firstAtMs, lastAtMs, projectId]);
    });
    await transaction.runMany(
      `UPDATE session SET
         first_at_ms = min(coalesce(first_at_ms, ?2), ?2), last_at_ms = max(coalesce(last_at_ms, ?3), ?3),
         project_id = iif(project_id IS NULL OR ?4 IS NULL OR project_id = ?4, coalesce(project_id, ?4), (
           SELECT p.project_id FROM project AS p WHERE p.project_id IN (session.project_id, ?4)
           ORDER BY p.external_id LIMIT 1))
       WHERE session_id = ?1 AND (first_at_ms IS NULL OR first_at_ms > ?2 OR last_at_ms < ?3
         OR (?4 IS NOT NULL AND project_id IS NOT ?4))`,
      rows,
    );
  }

  #span(sessionId: string, atMs: number): Span {
    let span = this.#bySession.get(sessionId);
    if (span === undefined) {
      span = { sessionId, firstAtMs: atMs, lastAtMs: atMs, projects: [] };
      this.#bySession.set(sessionId, span);
    }
    return span;
  }
}
