/** Builds one record from its lines. */
export class CsvRecordBuilder {
  readonly #cells: string[] = [];
  /** Pieces of a quoted cell that is still open. */
  #open: string[] | undefined;

  /**
   * @param text - the next line without its line feed
   * @returns the cells when the record ends with this line, why it cannot be a record, or `undefined` when it goes on
   */
  add(text: string): readonly string[] | string | undefined {
    let position = 0;
    if (this.#open !== undefined) {
      this.#open.push('\n');
      const end = this.#quotedPart(text, 0);
      if (end < 0) return undefined;
      if (end >= text.length) return this.#cells;
      if (text[end] !== ',') return closingReason;
      position = end + 1;
    }
    for (;;) {
      if (text[position] === '"') {
        this.#open = [];
        const end = this.#quotedPart(text, position + 1);
        if (end < 0) return undefined;
        if (end >= text.length) return this.#cells;
        if (text[end] !== ',') return closingReason;
        position = end + 1;
        continue;
      }
      const comma = text.indexOf(',', position);
      const cell = comma < 0 ? withoutReturn(text.slice(position)) : text.slice(position, comma);
      if (cell.includes('"')) return 'a quote stands inside a cell that does not begin with one';
      this.#cells.push(cell);
      if (comma < 0) return this.#cells;
      position = comma + 1;
    }
  }

  /** Reads on inside quotes; the position behind them, at the end also behind a carriage return, or -1: still open. */
  #quotedPart(text: string, from: number): number {
    const pieces = this.#open ?? [];
    let position = from;
    for (;;) {
      const quote = text.indexOf('"', position);
      if (quote < 0) {
        pieces.push(text.slice(position));
        return -1;
      }
      pieces.push(text.slice(position, quote));
      if (text[quote + 1] !== '"') {
        this.#cells.push(pieces.join(''));
        this.#open = undefined;
        return quote + 2 === text.length && text[quote + 1] === '\r' ? text.length : quote + 1;
      }
      pieces.push('"');
      position = quote + 2;
    }
  }
}

const closingReason = 'something other than a comma follows a closing quote';

function withoutReturn(cell: string): string {
  return cell.endsWith('\r') ? cell.slice(0, -1) : cell;
}
