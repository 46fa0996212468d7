import { Heading, List, Paragraph } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { Section } from '../../components/section';
import { formatKr, oreOf } from '../../money/money';
import { useTexts } from '../../texts/texts';

type Sets = Schemas['SmallestSetsDto'];

/** It does not fit: by how much, and the fewest measures that would have to give way. */
export function Shortfall({ shortfall }: { shortfall: Schemas['ShortfallDto'] }) {
  const t = useTexts('scenarios');
  const { overBy, sources, cutOrMove, moveOnly } = shortfall;
  return (
    <Section heading={t('shortfall', { amount: formatKr(overBy) })} level={3} className="scenario-shortfall">
      <List.Unordered>
        {sources.map(({ sourceYearId, code, year, given, remaining, overBy: over }) => (
          <List.Item key={sourceYearId}>
            <strong className="scenario-over">
              <span aria-hidden="true">▲ </span>
              {t('sourceOver', { source: `${code} ${year}`, over: formatKr(over) })}
            </strong>{' '}
            {t('sourceGives', { given: formatKr(given), remaining: formatKr(remaining) })}
          </List.Item>
        ))}
      </List.Unordered>
      <SetsList title={t('cutOrMove')} sets={cutOrMove} />
      {moveOnly === null ? (
        <Paragraph>{t('moveImpossible')}</Paragraph>
      ) : (
        <SetsList title={t('moveOnly')} sets={moveOnly} />
      )}
    </Section>
  );
}

function SetsList({ title, sets }: { title: string; sets: Sets }) {
  const t = useTexts('scenarios');
  const { exact, atLeast, atMost, more } = sets;
  return (
    <>
      <Heading level={4} data-size="2xs">
        {title}
      </Heading>
      <Paragraph>
        {exact ? t('exactly', { count: atMost }) : t('between', { atLeast, atMost })} {more ? t('moreSets') : ''}
      </Paragraph>
      <List.Unordered>
        {sets.sets.map(({ measures, movable, mustCut }) => (
          <List.Item key={measures.map(({ proposalId, measureKey }) => `${proposalId} ${measureKey}`).join(' ')}>
            {measures.map(({ title: name, atSources }) => `${name} (${formatKr(atSources)})`).join(', ')}
            {': '}
            {oreOf(movable) === 0n
              ? t('cutAll', { cut: formatKr(mustCut) })
              : oreOf(mustCut) === 0n
                ? t('moveAll', { move: formatKr(movable) })
                : t('moveAndCut', { move: formatKr(movable), cut: formatKr(mustCut) })}
          </List.Item>
        ))}
      </List.Unordered>
    </>
  );
}
