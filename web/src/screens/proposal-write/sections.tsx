import { Field, Heading, Label, Textarea, ValidationMessage } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { formatKr } from '../../money/money';
import type { Draft, SectionKind } from '../../proposals/content';
import { useTexts } from '../../texts/texts';

type Edit = (change: (draft: Draft) => Draft) => void;

/** The text of the memorandum, a field for each part; a total that does not agree with the measures is said at the part. */
export function Sections({
  draft,
  kinds,
  readiness,
  onEdit,
}: {
  draft: Draft;
  kinds: readonly SectionKind[];
  readiness: Schemas['ReadinessDto'];
  onEdit: Edit;
}) {
  const t = useTexts('proposal');
  const stale = (text: string): string[] =>
    readiness.statedTotals
      .filter(({ quote }) => text.includes(quote))
      .map(({ quote, expected }) => t('staleTotal', { quote, expected: formatKr(expected) }));
  const others = draft.sections.flatMap((section, index) => (section.kind === 'other' ? [{ ...section, index }] : []));
  return (
    <>
      {kinds.map((kind) => {
        const text = draft.sections.find((section) => section.kind === kind)?.text ?? '';
        return (
          <Part
            key={kind}
            place={`section-${kind}`}
            label={t(`sections.${kind}`)}
            optional={!readiness.mandatorySections.includes(kind)}
            text={text}
            warnings={stale(text)}
            onChange={(value) => onEdit((now) => ({ ...now, sections: withText(now.sections, kind, value, kinds) }))}
          />
        );
      })}
      {others.map(({ heading, text, index }) => (
        <Part
          key={index}
          place={`section-other-${index}`}
          label={heading ?? t('sections.other')}
          optional
          text={text}
          warnings={stale(text)}
          onChange={(value) =>
            onEdit((now) => ({
              ...now,
              sections: now.sections.map((section, at) => (at === index ? { ...section, text: value } : section)),
            }))
          }
        />
      ))}
    </>
  );
}

/** A section is made when something is first written in it, and stands in the order of the memorandum. */
function withText(
  sections: Draft['sections'],
  kind: SectionKind,
  text: string,
  order: readonly SectionKind[],
): Draft['sections'] {
  if (sections.some((section) => section.kind === kind))
    return sections.map((section) => (section.kind === kind ? { ...section, text } : section));
  const after = order.slice(order.indexOf(kind) + 1);
  const at = sections.findIndex((section) => after.includes(section.kind) || section.kind === 'other');
  const place = at < 0 ? sections.length : at;
  return [...sections.slice(0, place), { kind, heading: null, text }, ...sections.slice(place)];
}

function Part({
  place,
  label,
  optional,
  text,
  warnings,
  onChange,
}: {
  place: string;
  label: string;
  optional: boolean;
  text: string;
  warnings: readonly string[];
  onChange: (text: string) => void;
}) {
  const t = useTexts('proposal');
  return (
    <section id={place} data-place={place} className="write-part">
      <Heading level={2} data-size="2xs" className="visually-hidden">
        {label}
      </Heading>
      <Field>
        <Label htmlFor={`${place}-text`}>
          {label}
          {optional ? <span className="quiet"> {t('tasks.optional')}</span> : null}
        </Label>
        <Textarea id={`${place}-text`} rows={4} value={text} onChange={({ target: { value } }) => onChange(value)} />
        {warnings.map((warning) => (
          <ValidationMessage key={warning} data-color="warning">
            {warning}
          </ValidationMessage>
        ))}
      </Field>
    </section>
  );
}
