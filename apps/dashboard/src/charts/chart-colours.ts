/** The colours of charts, as the style sheet has them for the theme that is shown. */
export type ChartColours = { readonly grid: string; readonly text: string; of(name: string): string };

export function chartColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return { grid: of('line'), text: of('text-quiet'), of };
}

/** Runs whenever the theme changes, by the switch or by the system. */
export function onThemeChange(run: () => void): () => void {
  const observer = new MutationObserver(run);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', run);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', run);
  };
}
