/** What was claimed, in which order it was put and how the ballots fell, as blocks of a document (KL 5:67 p 1-3, R-34). Pure. */
import type { Block } from '../../platform/rendering/document-model.js';
import type { Acclamation, Ballot, MinutesClaim, MinutesItem, Votes } from './minutes.content.js';
import { actText, claimName, listed, namesText, personText, valueText } from './minutes.words.js';
import { paragraph } from './paragraphs.js';

export const claimBlocks = (item: MinutesItem): Block[] => item.claims.map((claim) => claimBlock(item, claim));

export const puttingBlocks = (item: MinutesItem): Block[] =>
  item.putting.flatMap((putting) =>
    putting.by === 'ballot' ? ballotBlocks(putting, item) : [putBlock(putting, item)],
  );

/** An add-on nobody had to answer: nothing was left to add it to, or what it changes had been changed already. */
function hasFallen({ decision, putting }: MinutesItem, { kind, number, refusedGround }: MinutesClaim): boolean {
  const isAnswered = putting.some(({ alternatives }) => alternatives.includes(number));
  return kind === 'addOn' && refusedGround === null && decision !== null && !isAnswered;
}

function claimBlock(item: MinutesItem, claim: MinutesClaim): Block {
  const { number, isStanding, mover, supporters, outcome, text, reasons, changes, kind, refusedGround } = claim;
  const who = isStanding || mover === null ? 'Förslaget i ärendet' : personText(mover);
  const withWhom = supporters.length === 0 ? '' : `, med instämmande av ${namesText(supporters)}`;
  const verb =
    isStanding || mover === null
      ? `: ${actText(outcome)}`
      : ` yrkar${kind === 'addOn' ? ' som tillägg' : ''} ${actText(outcome)}`;
  const changed = changes.map(
    (change) => `${change.label}: från ${valueText(change.old, change)} till ${valueText(change.new, change)}`,
  );
  const fallen = hasFallen(item, claim)
    ? 'Proposition ställs inte på yrkandet: det faller med vad som har beslutats.'
    : null;
  const refused = refusedGround && `Ordföranden ställer inte proposition på yrkandet: ${refusedGround}`;
  const said = [text, reasons === null ? null : `Motivering: ${reasons}`, ...changed, refused, fallen].filter(
    (part) => part !== null && part !== '',
  );
  return paragraph([
    `Yrkande ${number}. `,
    { text: who, bold: true },
    `${verb}${withWhom}${said.length === 0 ? '.' : ':\n'}`,
    said.join('\n'),
  ]);
}

const claimOf = (item: MinutesItem, number: number | null): MinutesClaim | undefined =>
  item.claims.find((claim) => claim.number === number);

const nameOf = (item: MinutesItem, number: number): string => {
  const claim = claimOf(item, number);
  return claim === undefined ? `yrkande ${number}` : claimName(claim);
};

function putBlock({ alternatives, found, ballotDemandedBy }: Acclamation, item: MinutesItem): Block {
  const put = `Ordföranden ställer proposition på ${listed(alternatives.map((number) => nameOf(item, number)))}`;
  const answer = found === null ? 'att det har avslagits' : `bifall till ${nameOf(item, found)}`;
  const demand = ballotDemandedBy === null ? '' : ` ${personText(ballotDemandedBy)} begär omröstning.`;
  return paragraph(`${put} och finner ${answer}.${demand}`);
}

const stageWords: Readonly<Record<string, string>> = {
  formal: 'om formellt yrkande',
  counter: 'om motförslag (kontraproposition)',
  main: 'i huvudfrågan',
  addOn: 'om tilläggsyrkande',
  election: 'vid val',
};

function ballotBlocks(ballot: Ballot, item: MinutesItem): Block[] {
  const { isSecret, results, abstained, silent, absent, electors } = ballot;
  const label = ({ choice, claimNumber }: Votes): string =>
    choice === 'no'
      ? 'Nej'
      : ballot.alternatives.length === 1
        ? `Ja: ${nameOf(item, claimNumber ?? 0)}`
        : nameOf(item, claimNumber ?? 0);
  const rows = [
    ...results.map((result): [string, number, string] => [label(result), result.votes, namesText(result.voters)]),
    ['Avstår', abstained.votes, namesText(abstained.voters)] as [string, number, string],
    ...(silent.length === 0
      ? []
      : [['Avger ingen röst', silent.length, namesText(silent)] as [string, number, string]]),
  ];
  return [
    {
      kind: 'table',
      caption: `${isSecret ? 'Sluten' : 'Öppen'} omröstning ${stageWords[ballot.stage] ?? ''}`.trim(),
      header: isSecret ? ['Röst', 'Antal'] : ['Röst', 'Antal', 'Ledamöter'],
      align: isSecret ? ['left', 'right'] : ['left', 'right', 'left'],
      rows: rows.map(([name, votes, people]) => (isSecret ? [name, `${votes}`] : [name, `${votes}`, people])),
    },
    paragraph(
      `${electors} röstberättigade.${absent.length === 0 ? '' : ` Frånvarande utan ersättare: ${namesText(absent)}.`}`,
    ),
    paragraph(outcomeText(ballot, item)),
  ];
}

/** The result in words; a casting vote or a lot is said as such (KL 5:55-56). */
function outcomeText(ballot: Ballot, item: MinutesItem): string {
  const won =
    ballot.winner === null ? 'Yrkandet har avslagits' : `${capital(nameOf(item, ballot.winner))} har bifallits`;
  if (ballot.tieBreak === 'castingVote')
    return `Rösterna är lika många. ${won} genom ordförandens utslagsröst (${personText(ballot.chair)}).`;
  if (ballot.tieBreak === 'lot') return `Rösterna är lika många. ${won} genom lottning.`;
  return ballot.isMinority ? `${won} av en tredjedel av de närvarande (KL 5 kap. 50 §).` : `${won}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
