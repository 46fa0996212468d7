import type { ReactNode } from 'react';

/** What something is, as names and values beside each other; of each a `Fact`. */
export function StatusLine({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={className === undefined ? 'status-line' : `status-line ${className}`}>{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
