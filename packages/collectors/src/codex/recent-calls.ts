const limit = 200;

/**
 * Calls of a thread that were seen to begin, the latest 200: when they began, and whether they ended. Enough to measure
 * a duration from a copied line and to tell which calls an abort cut off, and bounded whatever the thread does.
 */
export class RecentCalls {
  readonly #calls = new Map<string, { readonly atMs: number; readonly open: boolean }>();

  constructor(saved: unknown) {
    for (const [callId, atMs, open] of savedCalls(saved)) this.#calls.set(callId, { atMs, open });
  }

  begin(callId: string, atMs: number): void {
    if (this.#calls.has(callId)) return;
    this.#calls.set(callId, { atMs, open: true });
    const [oldest] = this.#calls.keys();
    if (this.#calls.size > limit && oldest !== undefined) this.#calls.delete(oldest);
  }

  /** Marks the call as ended and returns when it began; `undefined` for a call that is not known. */
  end(callId: string): number | undefined {
    const call = this.#calls.get(callId);
    if (call !== undefined) this.#calls.set(callId, { ...call, open: false });
    return call?.atMs;
  }

  has(callId: string): boolean {
    return this.#calls.has(callId);
  }

  /** Ids of the calls that have not ended; they count as ended afterwards. */
  takeOpen(): readonly string[] {
    const open = [...this.#calls].filter(([, call]) => call.open).map(([callId]) => callId);
    for (const callId of open) this.end(callId);
    return open;
  }

  toJSON(): readonly (readonly [string, number, boolean])[] {
    return [...this.#calls].map(([callId, call]) => [callId, call.atMs, call.open]);
  }
}

function savedCalls(saved: unknown): readonly (readonly [string, number, boolean])[] {
  if (!Array.isArray(saved)) return [];
  return saved.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const [callId, atMs, open]: readonly unknown[] = entry;
    return typeof callId === 'string' && typeof atMs === 'number' ? [[callId, atMs, open === true] as const] : [];
  });
}
