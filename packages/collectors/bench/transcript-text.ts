const words = `the file test build error result value function return import const type path line source data index
change commit branch check output input string number config module package version update remove create read write
model skill session record parser schema table query window rate café naïve → ✓ „so“ 漢字`.split(/\s+/);

/** Four line breaks with four tabs behind them. */
const lineBreaks = ['\\n', '\\n', '\\n\\t', '\\n\\t\\t\\t '];

/** JSON-escaped prose and code: an escaped newline every 69 bytes, tab every 77 and quote every 150, as in real ones. */
export class TranscriptText {
  readonly #pool: string;
  readonly #random: () => number;

  constructor(random: () => number) {
    const parts: string[] = [];
    for (let index = 0; index < 120_000; index += 1) {
      const word = words[Math.floor(random() * (random() < 0.02 ? words.length : words.length - 6))] ?? '';
      const chance = random();
      parts.push(
        chance < 0.034 ? `\\"${word}\\"` : word,
        chance > 0.86 ? (lineBreaks[Math.floor(chance * 1000) % 4] ?? '') : ' ',
      );
    }
    this.#pool = parts.join('');
    this.#random = random;
  }

  /** About `length` UTF-16 units of text that starts and ends between words. */
  take(length: number): string {
    let text = '';
    while (text.length < length) {
      const from = this.#pool.indexOf(' ', Math.floor(this.#random() * (this.#pool.length - 60_000))) + 1;
      const to = this.#pool.indexOf(' ', from + Math.min(length - text.length, 50_000));
      text += this.#pool.slice(from, to);
    }
    return text;
  }
}
