import { Alert, Button, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, readEvery, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { CheckedForm, unmet } from '../../components/checked-form';
import { ChoiceField } from '../../components/choice-field';
import { EmptyState } from '../../components/empty-state';
import { useUnsavedForm } from '../../components/unsaved';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** To which meeting of the executive board, and under what title. The money is reserved until the board has decided. */
export function Promotion({
  scenario,
  callTitle,
  onCancel,
}: {
  scenario: Schemas['ScenarioDto'];
  callTitle: string;
  onCancel: () => void;
}) {
  const t = useTexts('scenarios');
  const kept = useQueryClient();
  const meetings = useBoardMeetings();
  const [title, setTitle] = useState(() => t('promotionTitle', { title: callTitle }));
  const [meetingId, setMeetingId] = useState(meetings[0]?.id ?? '');
  const { id, version } = scenario;
  const promote = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/scenarios/{id}/promotion', {
          params: { path: { id }, header: ifMatch(version) },
          body: { title, meetingIds: [meetingId] },
        }),
      ),
    onSuccess: () => kept.invalidateQueries(),
    // What somebody else has done is read; what is written here stays.
    onError: () => kept.invalidateQueries({ queryKey: ['/api/v1/scenarios/{id}'] }),
  });
  useUnsavedForm(title !== t('promotionTitle', { title: callTitle }), promote);
  if (meetings.length === 0)
    return (
      <EmptyState title={t('noMeeting.title')} text={t('noMeeting.text')}>
        <Button variant="tertiary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </EmptyState>
    );
  const isStale = promote.error instanceof ApiProblem && promote.error.isStale;
  return (
    <CheckedForm
      lacking={() => unmet([[title.trim() === '', 'promotion-title', t('titleMissing')]])}
      onSend={() => promote.mutate()}
      error={isStale ? null : promote.error}
    >
      {(at) => (
        <>
          {isStale ? (
            <Alert data-color="warning" role="alert">
              {t('changedByOther')}
            </Alert>
          ) : null}
          <div className="scenario-fields">
            <Textfield
              id="promotion-title"
              label={t('matterTitle')}
              maxLength={300}
              value={title}
              error={at('promotion-title')}
              onChange={({ target: { value } }) => setTitle(value)}
            />
            <ChoiceField
              label={t('meeting')}
              value={meetingId}
              options={meetings.map(({ id: value, bodyName, day }) => ({
                value,
                label: `${bodyName} ${formatDay(day)}`,
              }))}
              onChange={setMeetingId}
            />
          </div>
          <div className="actions">
            <Button type="submit" loading={promote.isPending}>
              {t('promoteNow')}
            </Button>
            <Button variant="tertiary" onClick={onCancel}>
              {t('cancel')}
            </Button>
          </div>
        </>
      )}
    </CheckedForm>
  );
}

/** The executive board's meetings that have not been held, the next first. */
function useBoardMeetings(): Schemas['MeetingDto'][] {
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const boards = new Set(bodies.filter(({ kind }) => kind === 'executiveBoard').map(({ id }) => id));
  const coming = useSuspenseQuery(readEvery('/api/v1/meetings', { params: { query: { fromDay: today() } } })).data;
  return coming
    .filter(({ bodyId, status }) => boards.has(bodyId) && (status === 'planned' || status === 'noticeSent'))
    .sort((one, other) => one.day.localeCompare(other.day));
}
