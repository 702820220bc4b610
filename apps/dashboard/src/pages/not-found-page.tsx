import type { JSX } from 'preact';
import { Empty } from '../components/panel.tsx';
import { Link } from '../components/link.tsx';

export function NotFoundPage(): JSX.Element {
  return (
    <Empty>
      <p>This address has no page.</p>
      <p>
        <Link path="/">Overview</Link>
      </p>
    </Empty>
  );
}
