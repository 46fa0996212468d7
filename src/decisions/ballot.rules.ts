/** Who wins a ballot. Counted from the votes themselves, never typed (KL 5:54-56; R-22 … R-27). Pure. */
import { conflict } from '../kernel/errors.js';

export interface BallotCount {
  /** Votes by choice: id of a claim, or `no`. Every alternative is there, also with 0. */
  votes: Readonly<Record<string, number>>;
  /** Said that they abstain. */
  abstained: number;
  /** Were called and gave no vote; they count as abstaining. */
  silent: number;
  electors: number;
  /** The claim won by a third of the council, not by a majority (KL 5:50). */
  isMinority: boolean;
}

export interface BallotQuestion {
  stage: string;
  /** Ids of claims. A single one is answered yes or no. */
  alternatives: readonly string[];
  electors: number;
  isElection: boolean;
  /** A third is enough: a formal claim in the council that no minority has used in the matter before. */
  minorityMayCarry: boolean;
  /** Against whom the third is counted: all present, or those who voted. */
  minorityCounts: 'present' | 'voting';
}

export interface BallotResult {
  winner: string;
  count: BallotCount;
  tieBreak: 'castingVote' | 'lot' | null;
}

/**
 * @param chairsChoice what the chair voted for; undefined when the chair has not voted or abstained
 * @param drawLot picks one of the tied; only elections are settled by lot
 * @throws state-conflict `chair-must-vote` at a tie the chair has not taken sides in (KL 4:25, 5:56)
 */
export function resultOf(
  question: BallotQuestion,
  given: Readonly<Record<string, number>>,
  chairsChoice: string | undefined,
  drawLot: (tied: readonly string[]) => string,
): BallotResult {
  const choices = choicesOf(question.alternatives);
  const votes = Object.fromEntries(choices.map((choice) => [choice, given[choice] ?? 0]));
  const abstained = given['abstain'] ?? 0;
  const cast = choices.reduce((sum, choice) => sum + (votes[choice] ?? 0), 0);
  const silent = question.electors - cast - abstained;
  const count = { votes, abstained, silent, electors: question.electors, isMinority: false };
  const [claim] = question.alternatives;
  if (claim !== undefined && question.minorityMayCarry && (votes[claim] ?? 0) * 2 <= cast) {
    const base = question.minorityCounts === 'present' ? question.electors : cast;
    if ((votes[claim] ?? 0) > 0 && (votes[claim] ?? 0) * 3 >= base)
      return { winner: claim, count: { ...count, isMinority: true }, tieBreak: null };
  }
  const most = Math.max(...choices.map((choice) => votes[choice] ?? 0));
  const tied = choices.filter((choice) => votes[choice] === most);
  if (tied.length === 1) return { winner: tied[0] as string, count, tieBreak: null };
  if (question.isElection) return { winner: drawLot(tied), count, tieBreak: 'lot' };
  if (chairsChoice !== undefined && tied.includes(chairsChoice))
    return { winner: chairsChoice, count, tieBreak: 'castingVote' };
  throw conflict(
    'chair-must-vote',
    'Rösterna är lika många. Ordföranden ska rösta när det behövs för att ärendet ska kunna avgöras (KL 4 kap. 25 §) och har utslagsröst (KL 5 kap. 56 §): ange vad ordföranden röstar för.',
    { tied },
  );
}

/** What can be voted for, besides abstaining. */
export function choicesOf(alternatives: readonly string[]): string[] {
  return alternatives.length === 1 ? [...alternatives, 'no'] : [...alternatives];
}
