import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Answer } from '../answers/answer-store.ts';
import { csvText } from '../export/csv-text.ts';
import type { CsvCell } from '../export/csv-text.ts';
import { fileName, saveFile } from '../export/save-file.ts';
import type { Column } from './data-table.tsx';

export type PanelProps = {
  readonly title: string;
  /** Beside the title: window, counts. */
  readonly note?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly span?: 'third' | 'half' | 'two-thirds' | 'full';
  readonly children: ComponentChildren;
};

/** A part of a page with its heading. */
export function Panel({ title, note, actions, span = 'half', children }: PanelProps): JSX.Element {
  const id = useId();
  return (
    <section class={`panel span-${span}`} aria-labelledby={id}>
      <header class="panel-head">
        <h2 id={id}>{title}</h2>
        {note === undefined ? null : <p class="note">{note}</p>}
        {actions === undefined ? null : <div class="actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

export type LoadedProps<Result extends object> = {
  readonly answer: Answer & { readonly result: Result | undefined };
  /** Lines that the content will take, so that nothing jumps when it comes. */
  readonly lines?: number;
  readonly children: (result: Result) => ComponentChildren;
};

/** The content of an answer, or what stands in its place: a grey shape of its size, or what went wrong. */
export function Loaded<Result extends object>({ answer, lines = 6, children }: LoadedProps<Result>): JSX.Element {
  const { result, problem } = answer;
  if (result !== undefined) return <>{children(result)}</>;
  if (problem !== undefined)
    return (
      <p class="problem" role="status">
        {problem}
      </p>
    );
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} class="skeleton-line" />
      ))}
    </div>
  );
}

/** What to do where there is nothing to show. */
export function Empty({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <div class="empty">{children}</div>;
}

export type CsvButtonProps<Row> = {
  readonly title: string;
  readonly columns: readonly Pick<Column<Row>, 'header' | 'value'>[];
  readonly rows: readonly Row[];
};

/** Saves the rows of a table, with figures as they are and not as they are rounded for reading. */
export function CsvButton<Row>({ title, columns, rows }: CsvButtonProps<Row>): JSX.Element {
  const save = (): void => {
    const exported = columns.flatMap(({ header, value }) => (value === undefined ? [] : [{ header, value }]));
    const cells = rows.map((row) => exported.map(({ value }): CsvCell => value(row)));
    const text = csvText(
      exported.map(({ header }) => header),
      cells,
    );
    saveFile(fileName(title, 'csv'), new Blob([text], { type: 'text/csv;charset=utf-8' }));
  };
  return (
    <button
      type="button"
      class="quiet"
      onClick={save}
      disabled={rows.length === 0}
      aria-label={`${title}: save as CSV`}
    >
      CSV
    </button>
  );
}
