import { hrefOf, toPlace } from './place.ts';
import type { Place } from './place.ts';

/** What a router needs of a window. */
export type RouterWindow = Pick<Window, 'addEventListener' | 'scrollTo'> & {
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  readonly location: Pick<Location, 'pathname' | 'search'>;
};

/** The place shown, and how one gets to another without loading the page anew. */
export class Router {
  readonly #window: RouterWindow;
  readonly #listeners = new Set<() => void>();
  #place: Place;

  constructor(window: RouterWindow) {
    this.#window = window;
    this.#place = this.#read();
    window.addEventListener('popstate', () => {
      this.#place = this.#read();
      this.#tell();
    });
  }

  get place(): Place {
    return this.#place;
  }

  /** Goes to another place; it can be gone back from. */
  go(href: string): void {
    this.#window.history.pushState(null, '', href);
    this.#place = this.#read();
    this.#window.scrollTo(0, 0);
    this.#tell();
  }

  /** Changes how the same place is shown, such as its order; there is nothing to go back to. */
  adjust(changes: Readonly<Record<string, string | undefined>>): void {
    const href = hrefOf(this.#place.path, { ...this.#place.query, ...changes });
    this.#window.history.replaceState(null, '', href);
    this.#place = this.#read();
    this.#tell();
  }

  /** @returns how to stop being told */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #read(): Place {
    return toPlace(`${this.#window.location.pathname}${this.#window.location.search}`);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
