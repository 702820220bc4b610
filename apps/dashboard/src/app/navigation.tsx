import type { JSX } from 'preact';
import { Link } from '../components/link.tsx';
import { groups } from '../pages/find-page.ts';

/** Every page, in groups; at the side where there is room, else in a line that scrolls. */
export function Navigation({ path }: { readonly path: string }): JSX.Element {
  return (
    <nav class="side" aria-label="Pages">
      <p class="brand" aria-hidden="true">
        skills
      </p>
      {groups.map(({ name, pages }) => (
        <div key={name} class="nav-group" role="group" aria-label={name}>
          <p class="nav-name" aria-hidden="true">
            {name}
          </p>
          {pages.map((page) => (
            <Link key={page.path} path={page.path} current={page.path === path || page.below === path}>
              {page.label}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}
