import type { ComponentChildren, JSX } from 'preact';
import { usePage, usePlace } from '../app/page-context.ts';
import { hrefOf } from '../routing/place.ts';

export type LinkProps = {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly class?: string;
  readonly current?: boolean;
  readonly title?: string;
  readonly children: ComponentChildren;
};

/** A link within the page. The window that is shown goes with it; other keys of the mouse do what they do anywhere. */
export function Link({ path, query = {}, current = false, children, ...rest }: LinkProps): JSX.Element {
  const { router } = usePage();
  const { since } = usePlace().query;
  const href = hrefOf(path, { ...query, since });
  return (
    <a
      {...rest}
      href={href}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        router.go(href);
      }}
    >
      {children}
    </a>
  );
}
