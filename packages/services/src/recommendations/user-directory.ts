import type { InteractionSource, UserIdentity } from './recommendation-ports.ts';

export type KnownUser = {
  /** In the log; undefined for one who is not there. */
  readonly number: number | undefined;
  /** Never the id that was asked for, unless that is a pseudonym. */
  readonly printedId: string;
};

/** Every pseudonym, whatever its purpose. */
export const pseudonymPattern: RegExp = /^u_[\w-]{22}$/;

/** Finds users by any of their names, and names them for what is printed. */
export class UserDirectory {
  readonly #source: Pick<InteractionSource, 'userNumber' | 'pseudonymsOf' | 'everyPseudonym'>;
  readonly #identity: UserIdentity;
  /** Numbers by printed id, of users who were asked for by it. */
  readonly #printed = new Map<string, number>();

  constructor(
    source: Pick<InteractionSource, 'userNumber' | 'pseudonymsOf' | 'everyPseudonym'>,
    identity: UserIdentity,
  ) {
    this.#source = source;
    this.#identity = identity;
  }

  /** @param userId - as anywhere, or a pseudonym of the log, or one that was printed */
  async find(userId: string): Promise<KnownUser> {
    const storedId = this.#identity.storedId(userId);
    const number = await this.#source.userNumber(storedId);
    if (number !== undefined) return { number, printedId: this.#identity.printedId(storedId) };
    if (!pseudonymPattern.test(userId)) return { number, printedId: this.#identity.printedId(storedId) };
    return { number: this.#printed.get(userId) ?? (await this.#search(userId)), printedId: userId };
  }

  async printedIds(users: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const stored = await this.#source.pseudonymsOf(users);
    return new Map([...stored].map(([user, pseudonym]) => [user, this.#identity.printedId(pseudonym)]));
  }

  clear(): void {
    this.#printed.clear();
  }

  /** A printed id cannot be read backwards: everybody's is made, 3 µs each. */
  async #search(printedId: string): Promise<number | undefined> {
    for await (const page of this.#source.everyPseudonym()) {
      for (const [user, pseudonym] of page) {
        if (this.#identity.printedId(pseudonym) !== printedId) continue;
        this.#printed.set(printedId, user);
        return user;
      }
    }
    return undefined;
  }
}
