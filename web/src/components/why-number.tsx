import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { searchFor } from '../money/explained';
import { useTexts } from '../texts/texts';

/**
 * An amount that leads to the rows behind it. `route` is the path that answers the total (`/api/v1/totals`), `figure` its
 * name in the explanation, `parameters` what narrows it, as the API names them; `asOf` and `knownAt` among them.
 */
export function WhyNumber({
  route,
  figure,
  parameters,
  children,
}: {
  route: string;
  figure: string;
  parameters?: Readonly<Record<string, string | undefined>>;
  children: ReactNode;
}) {
  const t = useTexts('common');
  return (
    <Link
      to={'/forklara' as '/'}
      search={searchFor(route, figure, parameters) as never}
      className="why-number"
      title={t('whyNumber')}
      preload={false}
    >
      {children}
    </Link>
  );
}
