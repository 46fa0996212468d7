import type { ReactNode } from 'react';

/** Around a table: one wider than the window scrolls by itself, with the keyboard too, and the page does not. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
