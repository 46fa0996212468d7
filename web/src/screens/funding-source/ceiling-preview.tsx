import { Alert, List, Paragraph } from '@digdir/designsystemet-react';
import type { FormValues } from '../../components/fields-form';
import { formatKr, oreOf } from '../../money/money';
import { effectOf, type PlannedEffect } from '../../sources/ceilings';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import type { SourceWithHistory } from './funding-source-screen';

type T = ReturnType<typeof useTexts<'sources'>>;

/** What the press will do, in plain words; nothing until year, amount and day are there. */
export function CeilingPreview({ source, values }: { source: SourceWithHistory; values: FormValues }) {
  const t = useTexts('sources');
  const { amount, validFromDay, year: chosen } = values;
  if (typeof amount !== 'object' || typeof validFromDay !== 'string' || chosen === undefined) return null;
  const year = Number(chosen);
  const known = source.ceilings
    .filter((one) => one.year === year)
    .map((one) => ({ effectiveDay: one.effectiveDay, amountOre: oreOf(one.amount) }));
  const reserved = source.years.find((one) => one.year === year)?.reserved;
  const reservedOre = reserved === undefined ? 0n : oreOf(reserved);
  const wanted = { amountOre: oreOf(amount), validFromDay };
  const effect = effectOf(known, wanted, { reservedOre, today: today() });
  const isOver = effect.overOre > 0n;
  const said = {
    year,
    before: formatKr(effect.beforeOre),
    after: formatKr(wanted.amountOre),
    day: formatDay(effect.effectiveDay),
    ownDay: formatDay(wanted.validFromDay),
    reserved: formatKr(reservedOre),
    left: formatKr(-effect.overOre),
    over: formatKr(effect.overOre),
  };
  const lines = [
    changeIn(t, effect, said),
    ...(effect.isBeforeItsDay ? [t(effect.kind === 'lower' ? 'preview.atOnce' : 'preview.earlier', said)] : []),
    ...(effect.replaced === 0 ? [] : [t('preview.replaces', { count: effect.replaced })]),
    ...(isOver ? [t('preview.over', said), t('preview.nothingCut'), t('preview.stops')] : [t('preview.room', said)]),
    ...(known.length === 0 ? [] : [t('preview.kept')]),
  ];
  return (
    <Alert data-color={isOver ? 'warning' : 'info'}>
      <Paragraph>{t('preview.heading')}</Paragraph>
      <List.Unordered>
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List.Unordered>
    </Alert>
  );
}

function changeIn(t: T, { kind, effectiveDay }: PlannedEffect, said: Record<string, string | number>): string {
  if (kind === 'lower' || kind === 'same') return t(`preview.${kind}`, said);
  return effectiveDay <= today() ? t(`preview.${kind}Now`, said) : t(`preview.${kind}Later`, said);
}
