/** Bodies as Swedish prose names them. Pure. */

const ending = '(?:nämnden|styrelsen|fullmäktige|beredningen|förvaltningen|kontoret)';
/** "grundskole- och", "Hälsa, vård och"; a body's own name is no part of the next one's. */
const part = String.raw`(?!\p{L}{0,40}${ending})\p{L}{2,30}-?`;

/**
 * A compound with the parts it shares its ending with, or an adjective before it: "Hälsa, vård och omsorgsnämnden",
 * "arbetsmarknads- och socialnämnden", "Tekniska nämnden". Every repetition is bounded.
 */
const bodyName = new RegExp(
  String.raw`(?<![\p{L}-])((?:${part}, ){0,3}(?:${part} och )?\p{L}{2,40}${ending}|\p{Lu}\p{Ll}{2,20}a nämnden|(?:stads|kommun)${ending})(?!\p{L})`,
  'giu',
);

/** "för att kultur- och": such words are no part of a name. */
const notOfName =
  /^(?:(?:att|det|dem|den|denna|där|för|inom|med|mellan|nya|när|samt|som|så|till|vad|vid),? (?:och )?)+/iu;

/** The names in order; `at` counts in the text given. */
export function bodiesIn(sentence: string): { name: string; at: number }[] {
  return [...sentence.matchAll(bodyName)].flatMap(({ 1: raw = '', index }) => {
    const lead = notOfName.exec(raw)?.[0].length ?? 0;
    const name = raw.slice(lead);
    return /^(?:den )?nya nämnden$/i.test(name) ? [] : [{ name, at: index + lead }];
  });
}
