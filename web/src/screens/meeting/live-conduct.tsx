import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { ChoiceField } from '../../components/choice-field';
import { LongField } from '../../components/long-field';
import { ProblemAlert } from '../../components/problem-alert';
import { StatusTag } from '../../components/status-tag';
import { useUnsaved } from '../../components/unsaved';
import { useTexts } from '../../texts/texts';
import { AttendanceOfMeeting } from './attendance';
import { claimsOf, isContested, nextOf } from './claims';
import { Deliberation } from './deliberation';
import { useAct } from './use-act';

type LiveItem = Schemas['LiveItemDto'];
type Outcome = NonNullable<Schemas['DecideDto']['outcome']>;

const refreshMs = 2_000;
const otherOutcomes: readonly Outcome[] = ['referBack', 'table', 'reject'];

/** Who may decide, which paragraph is next, and one press for what the proposal asks. Then the next is in hand. */
export function LiveConduct({ meeting }: { meeting: Schemas['MeetingDto'] }) {
  const t = useTexts('meeting');
  const { id: meetingId } = meeting;
  const { seats } = useSuspenseQuery(
    read('/api/v1/bodies/{id}/seats', { params: { path: { id: meeting.bodyId }, query: { onDay: meeting.day } } }),
  ).data;
  const names = new Map(
    seats.map(({ personId, name, party }) => [personId, party === null ? name : `${name} (${party})`]),
  );
  const live = useSuspenseQuery({
    ...read('/api/v1/meetings/{id}/live', { params: { path: { id: meetingId } } }),
    refetchInterval: refreshMs,
  }).data;
  const open = live.items.filter(({ status }) => status !== 'decided' && status !== 'postponed');
  const current = open.find(({ id }) => id === live.current?.agendaItemId) ?? open[0];
  const last = [...live.items]
    .filter(({ minuteItem }) => minuteItem !== null)
    .sort((a, b) => (b.minuteItem ?? 0) - (a.minuteItem ?? 0))[0];
  return (
    <section aria-labelledby="live" className="live-conduct">
      <Heading level={2} data-size="sm" id="live">
        {t('live.heading')}
      </Heading>
      <Paragraph>
        {t('live.quorum', { serving: live.quorum.serving, members: live.quorum.members, needed: live.quorum.needed })}{' '}
        <StatusTag tone={live.quorum.isReached ? 'success' : 'danger'}>
          {live.quorum.isReached ? t('live.quorate') : t('live.notQuorate')}
        </StatusTag>
      </Paragraph>
      <Paragraph role="status">
        {last === undefined
          ? t('live.nothingYet')
          : t('live.last', {
              number: last.minuteItem,
              title: last.title,
              outcome: t(`outcomes.${last.outcome ?? ''}` as 'outcomes.approve'),
            })}
      </Paragraph>
      {current === undefined ? (
        <CloseMeeting meetingId={meetingId} version={live.version} />
      ) : (
        <ItemInHand
          key={current.id}
          item={current}
          left={open.length}
          dealtWith={live.current?.agendaItemId === current.id ? live.current : null}
          names={names}
        />
      )}
      <AttendanceOfMeeting meetingId={meetingId} live={live} seats={seats} />
    </section>
  );
}

function ItemInHand({
  item,
  left,
  dealtWith,
  names,
}: {
  item: LiveItem;
  left: number;
  /** What has been claimed and put; null until the item is taken up. */
  dealtWith: Schemas['LiveCurrentDto'] | null;
  names: ReadonlyMap<string, string>;
}) {
  const t = useTexts('meeting');
  const kept = useQueryClient();
  const decide = useMutation({
    // Without an outcome it is what the claims, as they were answered, amount to.
    mutationFn: (said: { outcome: Outcome; reasons: string } | undefined) =>
      unwrap(
        api.POST('/api/v1/agenda-items/{id}/decision', {
          params: { path: { id: item.id }, header: ifMatch(dealtWith?.version ?? item.version) },
          body: {
            ...(said === undefined ? {} : { outcome: said.outcome }),
            ...(said === undefined || said.reasons.trim() === '' ? {} : { reasons: said.reasons }),
          },
        }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  const introduce = useAct(() =>
    unwrap(
      api.POST('/api/v1/agenda-items/{id}/introduction', {
        params: { path: { id: item.id }, header: ifMatch(item.version) },
        body: {},
      }),
    ),
  );
  const proposed = item.proposedOutcome;
  const contested = dealtWith !== null && isContested(claimsOf(dealtWith));
  const next = dealtWith === null ? null : nextOf(dealtWith);
  return (
    <div className="item-in-hand">
      <Heading level={3} data-size="xs">
        {item.position}. {item.title}
      </Heading>
      <Paragraph className="quiet">
        {item.registrationNumber} · {t('live.left', { count: left })}
      </Paragraph>
      <ProblemAlert error={decide.error} />
      {contested ? (
        next?.is === 'settled' ? (
          <div className="actions">
            <Button disabled={decide.isPending} onClick={() => decide.mutate(undefined)}>
              {t('live.record', { act: t(`acts.${next.settlement.outcome}` as 'acts.approve') })}
            </Button>
          </div>
        ) : null
      ) : (
        <Uncontested
          proposed={proposed as Outcome | null}
          isPending={decide.isPending}
          onDecide={(outcome, reasons) => decide.mutate({ outcome, reasons })}
        />
      )}
      <ProblemAlert error={introduce.error} />
      {dealtWith === null ? (
        <div className="actions">
          <Button variant="tertiary" disabled={introduce.isPending} onClick={() => introduce.mutate(undefined)}>
            {t('live.introduce')}
          </Button>
        </div>
      ) : (
        <Deliberation current={dealtWith} names={names} />
      )}
    </div>
  );
}

/** Nobody claims anything else: one press for what the proposal asks, or another outcome with its reasons. */
function Uncontested({
  proposed,
  isPending,
  onDecide,
}: {
  proposed: Outcome | null;
  isPending: boolean;
  onDecide: (outcome: Outcome, reasons: string) => void;
}) {
  const t = useTexts('meeting');
  const [other, setOther] = useState<Outcome | ''>('');
  const [reasons, setReasons] = useState('');
  useUnsaved(reasons !== '' && !isPending);
  return (
    <>
      <div className="actions">
        {proposed === null ? null : (
          <Button disabled={isPending} onClick={() => onDecide(proposed, '')}>
            {t(`acts.${proposed}` as 'acts.approve')}
          </Button>
        )}
        <ChoiceField
          label={t('live.other')}
          none={t('live.choose')}
          value={other}
          options={otherOutcomes.map((value) => ({ value, label: t(`acts.${value}` as 'acts.approve') }))}
          onChange={setOther}
        />
      </div>
      {other === '' ? null : (
        <div className="form">
          <LongField label={t('live.reasons')} value={reasons} onChange={setReasons} />
          <Button disabled={isPending} onClick={() => onDecide(other, reasons)}>
            {t('live.record', { act: t(`acts.${other}` as 'acts.approve') })}
          </Button>
        </div>
      )}
    </>
  );
}

function CloseMeeting({ meetingId, version }: { meetingId: string; version: number }) {
  const t = useTexts('meeting');
  const kept = useQueryClient();
  const close = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/meetings/{id}/closing', {
          params: { path: { id: meetingId }, header: ifMatch(version) },
          body: {},
        }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  return (
    <>
      <ProblemAlert error={close.error} />
      <Paragraph>{t('live.allDecided')}</Paragraph>
      <div className="actions">
        <Button disabled={close.isPending} onClick={() => close.mutate()}>
          {t('live.close')}
        </Button>
      </div>
    </>
  );
}
