/** An answer as somebody sends it, as the services take it. */
import type { LinkReplyDto, OpinionInputDto, ReplyPositionDto } from './consultees.dto.js';
import type { OpinionInput } from './opinions.service.js';
import type { ReplyContent } from './replies.service.js';
import type { Position } from './reply.rules.js';

export function positionsFrom(positions: readonly ReplyPositionDto[]): Position[] {
  return positions.map(({ questionKey, stance, quote }) => ({ questionKey, stance, quote: quote ?? null }));
}

export function replyFrom(
  body: Pick<LinkReplyDto, 'level' | 'ownNumber' | 'signatory' | 'text' | 'reservations' | 'positions'>,
): ReplyContent {
  const { level, ownNumber, signatory, text = '', reservations = [], positions = [] } = body;
  return {
    level,
    ownNumber,
    signatory,
    text,
    reservations: reservations.map(({ name, party, reasons }) => ({
      name: name.trim(),
      party: party?.trim() ?? null,
      reasons: reasons?.trim() ?? null,
    })),
    positions: positionsFrom(positions),
  };
}

export function opinionFrom({ title, text, positions }: OpinionInputDto): OpinionInput {
  return { title, text, positions: positions === undefined ? undefined : positionsFrom(positions) };
}
