/** Wraps a text for a terminal, or returns it as it is. */
export type Paint = (text: string) => string;

export type Style = {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
};

/** @param colour - false without a terminal, with `--no-color` and with `NO_COLOR` */
export function createStyle(colour: boolean): Style {
  const paint = (open: number, close: number): Paint =>
    colour ? (text) => `\u001b[${open}m${text}\u001b[${close}m` : (text) => text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  };
}

export type ColourQuestion = {
  readonly isTerminal: boolean;
  /** Of `--no-color`. */
  readonly refused: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** Whether to colour, by https://no-color.org and the `dumb` terminal. */
export function wantsColour({ isTerminal, refused, environment }: ColourQuestion): boolean {
  const noColour = environment['NO_COLOR'] ?? '';
  return isTerminal && !refused && noColour === '' && environment['TERM'] !== 'dumb';
}
