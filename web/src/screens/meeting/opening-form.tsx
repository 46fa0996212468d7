import { Button, Checkbox, Details, Fieldset } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { ChoiceField } from '../../components/choice-field';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { useUnsavedForm } from '../../components/unsaved';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Meeting = Schemas['MeetingDto'];

/** Who is here, and who adjusts: members are ticked from the start, substitutes as they come. */
export function OpeningForm({ meeting }: { meeting: Meeting }) {
  const t = useTexts('meeting');
  const kept = useQueryClient();
  const { seats } = useSuspenseQuery(
    read('/api/v1/bodies/{id}/seats', { params: { path: { id: meeting.bodyId }, query: { onDay: meeting.day } } }),
  ).data;
  const [members] = useState<ReadonlySet<string>>(
    () => new Set(seats.filter(({ seat }) => seat === 'member').map(({ personId }) => personId)),
  );
  const [present, setPresent] = useState(members);
  const [adjuster, setAdjuster] = useState('');
  const open = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/meetings/{id}/opening', {
          params: { path: { id: meeting.id }, header: ifMatch(meeting.version) },
          body: {
            adjusterIds: adjuster === '' ? [] : [adjuster],
            present: [...present].map((personId) => ({ personId })),
          },
        }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  useUnsavedForm(present !== members || adjuster !== '', open);
  const toggle = (personId: string, isHere: boolean): void => {
    const changed = new Set(present);
    if (isHere) changed.add(personId);
    else changed.delete(personId);
    setPresent(changed);
  };
  if (meeting.day > today()) return null;
  const nameOf = ({ name, party }: { name: string; party: string | null }) =>
    party === null ? name : `${name} (${party})`;
  return (
    <Section heading={t('opening.heading')} className="form">
      <ProblemAlert error={open.error} />
      <p role="status" className="table-count">
        {t('opening.present', { count: present.size })}
      </p>
      <Details>
        <Details.Summary>{t('opening.who')}</Details.Summary>
        <Details.Content>
          <Fieldset>
            <Fieldset.Legend>{t('opening.who')}</Fieldset.Legend>
            {seats.map((seat) => (
              <Checkbox
                key={seat.personId}
                label={`${nameOf(seat)}, ${t(`seats.${seat.seat}`)}`}
                checked={present.has(seat.personId)}
                onChange={(event) => toggle(seat.personId, event.target.checked)}
              />
            ))}
          </Fieldset>
        </Details.Content>
      </Details>
      <ChoiceField
        label={t('opening.adjuster')}
        none={t('opening.noAdjuster')}
        value={adjuster}
        options={seats
          .filter(({ personId, presidium }) => present.has(personId) && presidium !== 'chair')
          .map((seat) => ({ value: seat.personId, label: nameOf(seat) }))}
        onChange={setAdjuster}
      />
      <Button disabled={open.isPending} onClick={() => open.mutate()}>
        {t('opening.open')}
      </Button>
    </Section>
  );
}
