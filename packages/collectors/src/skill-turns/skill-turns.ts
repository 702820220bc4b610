import type { BatchBuilder } from '../batch-builder.ts';

/** The activation that a chain of records works for, and the last check that ran in it. */
type OpenTurn = {
  readonly callId: string;
  checkId: string | null;
  checkFailed: boolean;
};

/** `[chain, callId, checkId, checkFailed]` per open turn. */
export type SkillTurnsState = readonly (readonly [string, string, string | null, boolean])[];

/** How a call ended: by itself, well or not, or because something outside stopped it. */
export type CallEnd = 'succeeded' | 'failed' | 'stopped';

/** Chains are agents of one file that run at once; the oldest ones are given up beyond this many. */
const mostTurns = 64;

/**
 * Finds skills whose work ended in a failing check. A skill succeeds on launch, so its outcome is what follows: when the
 * last check of the activation's turn failed, the skill failed; everything else is unknown. Said only when the turn is
 * closed, so that a file read in pieces says the same as one read whole. The rule is written down in
 * docs/outcome-rule.md.
 */
export class SkillTurns {
  readonly #open: Map<string, OpenTurn>;

  constructor(state: SkillTurnsState = []) {
    this.#open = new Map(
      state.map(([chain, callId, checkId, checkFailed]) => [chain, { callId, checkId, checkFailed }]),
    );
  }

  state(): SkillTurnsState {
    return [...this.#open].map(([chain, turn]) => [chain, turn.callId, turn.checkId, turn.checkFailed]);
  }

  /** A skill or slash command was activated; what was open before in the chain is closed. */
  open(chain: string, callId: string, batch: BatchBuilder): void {
    if (this.#open.get(chain)?.callId === callId) return;
    this.close(chain, batch);
    if (this.#open.size >= mostTurns) this.#forgetOldest();
    this.#open.set(chain, { callId, checkId: null, checkFailed: false });
  }

  isOpen(chain: string): boolean {
    return this.#open.has(chain);
  }

  /** A check was started in the chain; it takes the place of any check before. */
  startCheck(chain: string, checkId: string): void {
    const turn = this.#open.get(chain);
    if (turn === undefined || turn.checkId === checkId) return;
    turn.checkId = checkId;
    turn.checkFailed = false;
  }

  /** A tool call ended; it may be a check, or the launch of an activation that then never was. */
  endCall(callId: string, end: CallEnd): void {
    for (const [chain, turn] of this.#open) {
      if (turn.checkId === callId) turn.checkFailed = end === 'failed';
      if (turn.callId === callId && end !== 'succeeded') this.#open.delete(chain);
    }
  }

  /** The turn of the chain is over: the assistant ended it, or the user spoke. */
  close(chain: string, batch: BatchBuilder): void {
    const turn = this.#open.get(chain);
    if (turn === undefined) return;
    this.#open.delete(chain);
    if (turn.checkFailed) batch.addCompletion({ callId: turn.callId, completed: false, errorType: 'failing-check' });
  }

  #forgetOldest(): void {
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.#open.delete(oldest);
  }
}

/** Reads back `state()` after it was JSON; what is none of it is left out. */
export function readSkillTurnsState(value: unknown): SkillTurnsState {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.flatMap((entry) => {
    const [chain, callId, checkId, checkFailed]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof chain !== 'string' || typeof callId !== 'string') return [];
    return [[chain, callId, typeof checkId === 'string' ? checkId : null, checkFailed === true] as const];
  });
}
