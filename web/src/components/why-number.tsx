import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts';

/** A sum that leads to the rows it is made of. `route` is the API's path of the answer the sum stands in. */
export function WhyNumber({
  route,
  figure,
  parameters = {},
  children,
}: {
  route: string;
  figure: string;
  parameters?: Record<string, string>;
  children: ReactNode;
}) {
  const t = useTexts('common');
  return (
    <Link
      to={'/forklara' as '/'}
      search={{ av: route, summa: figure, ...parameters } as never}
      className="why-number"
      title={t('why')}
    >
      {children}
      <span className="visually-hidden"> {t('why')}</span>
    </Link>
  );
}
