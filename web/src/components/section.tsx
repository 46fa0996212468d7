import { Heading } from '@digdir/designsystemet-react';
import { type ReactNode, useId } from 'react';

/** A part of a screen under its own heading, which is also its name. */
export function Section({
  heading,
  level = 2,
  className,
  children,
}: {
  heading: string;
  level?: 2 | 3 | 4;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <Heading level={level} data-size={level === 2 ? 'xs' : '2xs'} id={id}>
        {heading}
      </Heading>
      {children}
    </section>
  );
}
