import { Heading } from '@digdir/designsystemet-react';
import { useMatch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTexts } from '../texts/texts';

let shownPath: string | undefined;

/**
 * The one h1 of a screen. Names the browser's tab, and takes the focus when one has come from another screen, so that a
 * screen reader says where one is; not at the first load, nor when only the filters in the address change.
 */
export function PageHeading({ children }: { children: string }) {
  const product = useTexts('common')('product');
  // The screen's own address, not the browser's: that changes while the old screen still stands.
  const pathname = useMatch({ strict: false, select: (match) => match.pathname });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} – ${product}`;
  }, [children, product]);
  useEffect(() => {
    if (shownPath !== undefined && shownPath !== pathname) heading.current?.focus();
    shownPath = pathname;
  }, [pathname]);
  return (
    <Heading level={1} data-size="md" ref={heading} tabIndex={-1} className="page-heading">
      {children}
    </Heading>
  );
}
