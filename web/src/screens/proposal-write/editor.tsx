import { Button, Link as DsLink, Textfield } from '@digdir/designsystemet-react';
import { Link, useLocation } from '@tanstack/react-router';
import { type FocusEvent, useEffect, useMemo } from 'react';
import type { Schemas } from '../../api/client';
import { MergeView } from '../../components/merge-view';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { SaveState } from '../../components/save-state';
import { lastPlace, rememberPlace } from '../../proposals/last-edited';
import { sectionKindsOf } from '../../proposals/tasks';
import { useTexts } from '../../texts/texts';
import { useConflictLabels } from './conflict-labels';
import { DecisionParts } from './decision-parts';
import { Measures } from './measures';
import { Sections } from './sections';
import { useDraft } from './use-draft';

export function Editor({
  proposal,
  readiness,
  call,
}: {
  proposal: Schemas['ProposalDto'];
  readiness: Schemas['ReadinessDto'];
  call: Schemas['CallDto'] | undefined;
}) {
  const t = useTexts('proposal');
  const { kept, keeper } = useDraft(proposal);
  const { content: draft, conflicts } = kept;
  const labelOf = useConflictLabels(draft);
  useOpenWhereOneWas(proposal.id);
  const kinds = useMemo(
    () =>
      sectionKindsOf(
        readiness.mandatorySections,
        proposal.sections.map(({ kind }) => kind),
      ),
    [readiness.mandatorySections, proposal.sections],
  );
  const remember = (event: FocusEvent<HTMLElement>): void => {
    const place = event.target.closest('[data-place]')?.getAttribute('data-place');
    if (place != null) rememberPlace(proposal.id, place);
  };
  return (
    <div className="page">
      <PageHeading>{t('writeTitle', { number: proposal.registrationNumber })}</PageHeading>
      <div className="write-line">
        <SaveState state={kept.state} savedAt={kept.savedAt} />
        <DsLink asChild>
          <Link to="/forslag/$id" params={{ id: proposal.id }}>
            {t('tasks.title')}
          </Link>
        </DsLink>
      </div>
      {kept.problem === undefined ? null : <ProblemAlert error={kept.problem} />}
      {conflicts.length > 0 ? (
        <MergeView
          fields={conflicts.map((conflict) => ({ ...conflict, label: labelOf(conflict.key) }))}
          onResolve={(choices) => keeper.resolve(choices)}
        />
      ) : (
        <div className="write-columns" onFocus={remember}>
          <div className="write-document">
            <Textfield
              id="title"
              label={t('titleField')}
              value={draft.title}
              onChange={({ target: { value } }) => keeper.edit((now) => ({ ...now, title: value }))}
            />
            <Sections draft={draft} kinds={kinds} readiness={readiness} onEdit={(change) => keeper.edit(change)} />
            <DecisionParts proposal={proposal} draft={draft} onEdit={(change) => keeper.edit(change)} />
          </div>
          <aside className="write-money" aria-label={t('parts.measures')}>
            <Measures
              proposal={proposal}
              draft={draft}
              call={call}
              readiness={readiness}
              onEdit={(change) => keeper.edit(change)}
            />
            <div className="actions">
              <Button asChild variant="secondary">
                <Link to="/forslag/$id/skicka" params={{ id: proposal.id }}>
                  {t('checkAndSend')}
                </Link>
              </Button>
            </div>
          </aside>
        </div>
      )}
    </div>
  );
}

/** At the part the address names, or where one wrote last; the focus is the heading's, as on every screen. */
function useOpenWhereOneWas(id: string): void {
  const { hash } = useLocation();
  useEffect(() => {
    const place = hash === '' ? lastPlace(id) : hash;
    if (place === undefined) return;
    const part = document.getElementById(place);
    part?.scrollIntoView({ block: 'start' });
    if (hash !== '') part?.querySelector<HTMLElement>('textarea, input')?.focus({ preventScroll: true });
  }, [hash, id]);
}
