import { appendFileSync, copyFileSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { text } from './collect-folder.ts';
import { TranscriptLines } from './transcript-lines.ts';

/** Files under one folder and the calls that must be in the log after the next run. */
export class FileWorld {
  #path: string;
  #next = 0;
  #copies = 0;
  #pending = '';
  readonly #expected = new Set<string>();

  constructor(path: string) {
    this.#path = path;
    writeFileSync(path, '');
  }

  get missing(): readonly string[] {
    return [...this.#expected];
  }

  seen(callIds: readonly string[]): void {
    for (const id of callIds) this.#expected.delete(id);
  }

  apply(name: string): void {
    switch (name) {
      case 'append':
        this.#write(this.#line());
        break;
      case 'cut': {
        const line = this.#line();
        this.#write(line.slice(0, 40));
        this.#pending = line.slice(40);
        break;
      }
      case 'rewrite':
        this.#finish();
        this.#forget();
        writeFileSync(this.#path, this.#line() + this.#line());
        break;
      case 'remake':
        this.#finish();
        this.#forget();
        unlinkSync(this.#path);
        writeFileSync(this.#path, this.#line());
        break;
      case 'rename':
        this.#copies += 1;
        renameSync(this.#path, `${this.#path}-${this.#copies}.jsonl`);
        this.#path = `${this.#path}-${this.#copies}.jsonl`;
        break;
      case 'fork':
        this.#finish();
        this.#copies += 1;
        copyFileSync(this.#path, `${this.#path}-${this.#copies}.jsonl`);
        break;
      default:
        this.#finish();
    }
    // Two changes within one tick of the file system's clock would look like none. In the future, because a file that was
    // not touched for two seconds is no longer being written.
    const { size } = statSync(this.#path);
    utimesSync(this.#path, new Date(), new Date(Date.now() + 1000 * this.#next + size));
  }

  #line(): string {
    this.#next += 1;
    this.#expected.add(`toolu_${this.#next}`);
    return text([new TranscriptLines().call(`toolu_${this.#next}`, 'Read').lines[0] ?? '']);
  }

  #write(line: string): void {
    this.#finish();
    appendFileSync(this.#path, line);
  }

  /** What was never read before it is overwritten nobody can find. */
  #forget(): void {
    this.#expected.clear();
  }

  #finish(): void {
    appendFileSync(this.#path, this.#pending);
    this.#pending = '';
  }
}
