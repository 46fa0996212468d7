import { Button, Heading, Link as DsLink, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { useAppointments } from '../../organisation/appointments';
import { AppointmentsTable } from '../../organisation/appointments-table';
import { type Unit, useUnits } from '../../organisation/units';
import { useTableSearch } from '../../tables/table-search';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { route } from './route';
import { Seats } from './seats';

/** Who sits in the body, today or on any other day: chair, members, substitutes in calling order; and every term. */
export function BodyScreen() {
  const t = useTexts('bodies');
  const { id } = route.useParams();
  const [search, setSearch] = useTableSearch();
  const day = /^\d{4}-\d\d-\d\d$/.test(search['dag'] ?? '') ? search['dag'] : undefined;
  const query = day === undefined ? {} : { onDay: day };
  // A body that does not exist is told by the API, and shown as every page that is not there.
  const { seats } = useSuspenseQuery(read('/api/v1/bodies/{id}/seats', { params: { path: { id }, query } })).data;
  const body = useUnits().find((unit) => unit.id === id);
  const terms = useAppointments(id);
  const name = body?.name ?? t('title');
  return (
    <div className="page">
      <PageHeading>{name}</PageHeading>
      {body === undefined ? null : <Facts body={body} />}
      <section aria-labelledby="seats">
        <Heading level={2} data-size="xs" id="seats">
          {day === undefined ? t('seatsNow') : t('seatsThen', { day: formatDay(day) })}
        </Heading>
        <div className="actions no-print">
          <Textfield
            type="date"
            label={t('onDay')}
            value={day ?? ''}
            onChange={(event) => setSearch({ dag: event.target.value || undefined })}
          />
          {day === undefined ? null : (
            <Button variant="tertiary" onClick={() => setSearch({ dag: undefined })}>
              {t('showNow')}
            </Button>
          )}
        </div>
        {seats.length === 0 ? (
          <EmptyState title={t('noSeats.title')} text={t('noSeats.text')} />
        ) : (
          <Seats seats={seats} caption={t('seatsOf', { name })} />
        )}
      </section>
      <section aria-labelledby="terms">
        <Heading level={2} data-size="xs" id="terms">
          {t('terms')}
        </Heading>
        <AppointmentsTable name="mandat" caption={t('terms')} rows={terms} bodyId={id} />
      </section>
    </div>
  );
}

function Facts({
  body: { kind, shortName, authorityName, validFrom, validTo, successorId, successorName },
}: {
  body: Unit;
}) {
  const t = useTexts('bodies');
  return (
    <Paragraph>
      {t(`kinds.${kind}`)} · {shortName} · {authorityName} · {t('since', { day: formatDay(validFrom) })}
      {validTo === null ? null : ` · ${t('until', { day: formatDay(validTo) })}`}
      {successorId === null ? null : (
        <>
          {' · '}
          {t('successor')}{' '}
          <DsLink asChild>
            <Link to="/organ/$id" params={{ id: successorId }}>
              {successorName}
            </Link>
          </DsLink>
        </>
      )}
    </Paragraph>
  );
}
