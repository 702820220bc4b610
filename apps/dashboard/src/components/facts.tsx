import type { ComponentChildren, JSX } from 'preact';

export type Fact = { readonly name: string; readonly value: ComponentChildren; readonly note?: ComponentChildren };

export type FactsProps = {
  readonly label: string;
  readonly facts: readonly Fact[];
  /** Not known yet: the places stand, the figures come. */
  readonly isBusy?: boolean;
};

/** A few figures in a row, each with its name. */
export function Facts({ label, facts, isBusy = false }: FactsProps): JSX.Element {
  return (
    <section class="tiles span-full" aria-label={label} aria-busy={isBusy}>
      {facts.map(({ name, value, note }) => (
        <div key={name} class="tile">
          <h2>{name}</h2>
          <p class="tile-value">{isBusy ? '' : value}</p>
          <p class="note">{isBusy ? '' : note}</p>
        </div>
      ))}
    </section>
  );
}
