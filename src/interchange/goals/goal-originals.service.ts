/**
 * The document goals were read from, kept as it came: registered in the report's own matter, or in one of its own when it
 * reports nothing. Whoever doubts a figure can read where it stood (OSL 5:1, R-18).
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { TakenIn } from '../../goals/goal-intake.service.js';
import { rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { type FileOfVersion, Registry } from '../../registry/registry.service.js';
import type { GoalDocumentKind } from './readers.rules.js';

const titles: Readonly<Record<GoalDocumentKind, string>> = {
  followUpReport: 'Uppföljningsrapport som mål och utfall lästes ur',
  effectGoals: 'Effektmål som mål och indikatorer lästes ur',
  budgetText: 'Budgettext som inriktning och uppdrag lästes ur',
  councilGoalReport: 'Uppföljning av kommunfullmäktigemål som mål lästes ur',
};

export interface RegisteredOriginal {
  matterId: string;
  registrationNumber: string;
  documentId: string;
  documentNumber: number;
}

@Injectable()
export class GoalOriginals {
  constructor(private readonly registry: Registry) {}

  /**
   * Last of the act: the numbers are its last locks. Internal, since the report it fills is still being written.
   * @param file stored before the transaction
   */
  async register(
    tx: Tx,
    actor: Actor,
    { reportId }: Pick<TakenIn, 'reportId'>,
    { authorityId, kind, file }: { authorityId: string; kind: GoalDocumentKind; file: FileOfVersion },
  ): Promise<RegisteredOriginal> {
    const matter =
      reportId === null
        ? await this.registry.openMatter(tx, actor, { authorityId, title: titles[kind] })
        : await this.matterOf(tx, reportId);
    const { documentId, number } = await this.registry.registerDocument(tx, actor, {
      matterId: matter.id,
      kind: 'goalDocument',
      title: titles[kind],
      direction: 'internal',
      file,
    });
    return { matterId: matter.id, registrationNumber: matter.registrationNumber, documentId, documentNumber: number };
  }

  private async matterOf(tx: Tx, reportId: string): Promise<{ id: string; registrationNumber: string }> {
    return only(
      await rows<{ id: string; registrationNumber: string }>(
        tx,
        `select m.id, m.registration_number as "registrationNumber" from period_report r join matter m on m.id = r.matter_id where r.id = $1`,
        [reportId],
      ),
    );
  }
}
