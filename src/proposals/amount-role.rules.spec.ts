import { roleOf, sidesOf } from './amount-role.rules.js';

/** The role of the amount written as "#". */
function role(sentence: string, section: string): string {
  const at = sentence.indexOf('#');
  return roleOf(sidesOf(sentence, at, at + 1, 0, sentence.length), section);
}

// Each sentence is one way people write a total, or other money that looks like one.
const sentences: [role: string, section: string, sentence: string][] = [
  ['total', 'summary', 'Förvaltningens förslag på insatser för 2023 uppgår till #.'],
  ['total', 'summary', 'Inom ramen för statsbidraget uppgår förvaltningens förslag till #.'],
  ['total', 'summary', 'Förvaltningens förslag inom ramen för Socialstyrelsens medel uppgår till #.'],
  ['total', 'summary', 'Förvaltningen ansöker om #.'],
  ['total', 'summary', 'Av de medel som kan rekvireras söker förvaltningen totalt #.'],
  ['total', 'summary', 'Insatserna kostar sammanlagt #.'],
  ['total', 'economy', 'Kostnaden för insatserna beräknas till #.'],
  ['total', 'considerations', 'Totalt behov av tillskott av medel för förvaltningen för 2023 är: #'],
  ['total', 'considerations', 'Summa: #'],
  ['total', 'considerations', 'Sammanlagt #'],
  ['total', 'economy', 'Det samlade behovet är #.'],
  ['total', 'decision', 'Nämnden godkänner förvaltningens förslag om #.'],
  ['total', 'decision', 'Nämnden ansöker om statsbidrag om #.'],
  ['total', 'summary', 'Förvaltningen har kommit fram till att förslaget uppgår till #.'],
  ['total', 'background', 'Förvaltningens förslag uppgår till #.'],
  ['total', 'summary', 'Förvaltningen föreslår tre insatser till en kostnad av #.'],
  ['total', 'summary', 'Förvaltningen lämnar ett förslag på insatser om #.'],
  ['total', 'summary', 'Behovet av tillskott bedöms till #.'],
  ['default', 'decision', 'Nämnden föreslår att styrelsen beviljar nämnden # ur anslaget till förfogande.'],
  ['none', 'decision', 'Nämnden noterar att staden får # i statsbidrag.'],
  ['none', 'summary', 'Förslaget ryms inom ramen på #.'],
  ['none', 'considerations', 'Behovet av fältarbetare är #.'],
  ['none', 'economy', 'Insatserna finansieras genom statsbidrag med #.'],
  ['default', 'decision', 'Nämnden godkänner att # används enligt bilagan.'],
  ['none', 'background', 'I kommunstyrelsens nämndsbudget har # avsatts till förfogande.'],
  ['none', 'background', 'Staden har tilldelats möjlighet att rekvirera # i statsbidrag.'],
  ['none', 'summary', 'Statsbidraget för sociala insatser uppgår till #.'],
  ['none', 'summary', 'Kommunstyrelsens anslag uppgår totalt till #.'],
  ['none', 'summary', 'Medlen uppgår till totalt #.'],
  ['none', 'considerations', 'Totalt har # avsatts för ändamålet.'],
  ['none', 'background', 'Under 2022 uppgick förvaltningens förslag till #.'],
  ['none', 'summary', 'Förslaget uppgår till mer, varav # för lokaler.'],
  ['none', 'considerations', 'En fältarbetare kostar # per år.'],
  ['none', 'economy', 'Kostnaden för en tjänst är # per år.'],
  ['none', 'economy', 'Kostnaden för en tjänst är #.'],
  ['none', 'decision', 'Nämnden noterar att statsbidraget är #.'],
  ['none', 'summary', 'Staden kan rekvirera #.'],
];

it.each(sentences)('%s in %s: %s', (expected, section, sentence) => {
  expect(role(sentence, section)).toBe(expected);
});

it('looks no further than the sentence', () => {
  expect(role('Förslaget uppgår till mycket. Polisen har #.', 'summary')).toBe('none');
  expect(role('Polisen har # i år. Summan är totalt en annan.', 'summary')).toBe('none');
});
