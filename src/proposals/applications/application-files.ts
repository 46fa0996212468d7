/** An application that came as text, as the file the register keeps. Stored before the transaction: nobody waits under a lock for it. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/errors.js';
import { may } from '../../identity/permit.rules.js';
import { madeFileName } from '../../platform/files/file-name.js';
import { moneyFrom } from '../../platform/http/fields.js';
import { fileOf, keepFiles } from '../../registry/forms-with-files.service.js';
import { type StagedUpload, Uploads } from '../../registry/uploads.service.js';
import type { ApplicationContentDto } from './applications.dto.js';
import { ApplicationsQueries } from './applications.queries.js';
import type { ApplicationContent, ApplicationPapers } from './applications.service.js';

export function contentOf(body: ApplicationContentDto): ApplicationContent {
  const { title, purpose, year, memberCount, signatory } = body;
  return { title, purpose, year, memberCount, signatory, appliedAmount: moneyFrom(body.appliedAmount) };
}

@Injectable()
export class ApplicationFiles {
  constructor(
    private readonly queries: ApplicationsQueries,
    private readonly uploads: Uploads,
  ) {}

  /** @returns undefined when receiving it would be refused: not there, not theirs, received already */
  async byHand(actor: Actor, id: string, content: ApplicationContent): Promise<ApplicationPapers | undefined> {
    try {
      const { authorityId } = await this.queries.get(actor, id);
      return may(actor, 'application.handle', { authorityId }) ? await this.byLink(id, content) : undefined;
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  /** @returns undefined when the call takes none, or the association has applied already; then nothing is kept */
  async byLink(
    id: string,
    content: ApplicationContent,
    attached: readonly StagedUpload[] = [],
  ): Promise<ApplicationPapers | undefined> {
    const { associationName, status, takesApplications, title, years } = await this.queries.byLink(id);
    if (status !== 'invited' || !takesApplications || !years.includes(content.year)) return undefined;
    const lines = [
      `Ansökan om bidrag: ${content.title.trim()}`,
      `Utlysning: ${title}`,
      `Förening: ${associationName}`,
      `Sökt belopp: ${content.appliedAmount.format()}`,
      `År: ${content.year}`,
      ...(content.memberCount === undefined ? [] : [`Antal medlemmar: ${content.memberCount}`]),
      ...(content.signatory === undefined ? [] : [`Undertecknas av: ${content.signatory.trim()}`]),
      '',
      content.purpose.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim(),
      '',
    ];
    const bytes = Buffer.from(lines.join('\n'), 'utf8');
    const application = await this.uploads.receive(bytes, madeFileName(`Bidragsansökan ${associationName}`, 'txt'));
    await keepFiles(attached);
    return { application, attached: attached.map(fileOf) };
  }
}
