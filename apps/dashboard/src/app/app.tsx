import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { findPage } from '../pages/find-page.ts';
import { Banner } from './banner.tsx';
import { LiveState } from './live-state.tsx';
import { Navigation } from './navigation.tsx';
import { usePlace } from './page-context.ts';
import { ThemeSwitch } from './theme-switch.tsx';
import { WindowSwitch } from './window-switch.tsx';

/** The frame around every page. */
export function App(): JSX.Element {
  const place = usePlace();
  const { title, Page } = findPage(place);
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const shown = `${place.path} ${place.query['name'] ?? ''}`;

  useEffect(() => {
    document.title = `${title} · Skills`;
    // A reader is told of the new page by its heading; the first one it reads anyway.
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [shown]);

  return (
    <>
      <a class="skip-link" href="#main">
        Skip to the figures
      </a>
      <Navigation path={place.path} />
      <div class="frame">
        <header class="top">
          <h1>{title}</h1>
          <Banner />
          <LiveState />
          <WindowSwitch />
          <ThemeSwitch />
        </header>
        <main id="main" ref={main} tabIndex={-1}>
          <Page key={shown} />
        </main>
      </div>
    </>
  );
}
