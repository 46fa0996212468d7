/** An answer through a link, the same whether a program sends it or the page's form does. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Answer } from '../platform/http/answer.js';
import { created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import type { RequestContext } from '../platform/http/request-context.js';
import type { StagedUpload } from '../registry/uploads.service.js';
import { ConsultationDocuments } from './consultation-documents.service.js';
import { ConsulteeLinks } from './links.service.js';
import { Replies, type ReplyContent } from './replies.service.js';

export interface LinkHolder {
  actor: Actor;
  consulteeId: string;
  /** When the answer reached us: before its file was stored and before it waited for anybody. */
  arrivedAt: string;
}

@Injectable()
export class LinkReplies {
  constructor(
    private readonly commands: CommandRunner,
    private readonly links: ConsulteeLinks,
    private readonly replies: Replies,
    private readonly documents: ConsultationDocuments,
  ) {}

  /**
   * Registers it, once. Opens its own transaction.
   * @param attached the files that came with it; kept with the answer, and left to the caller otherwise
   * @param context whose path must not hold the secret: what is refused is recorded with it
   * @throws not-found, state-conflict (`already-replied`, `consultation-not-open`), validation-failed
   */
  async take(
    context: RequestContext,
    { actor, consulteeId, arrivedAt }: LinkHolder,
    content: ReplyContent,
    attached: readonly StagedUpload[] = [],
  ): Promise<Answer> {
    const files = await this.documents.reply(consulteeId, content, attached);
    // Whoever is signed in beside it acts by the link all the same: the answer is the consultee's.
    return this.commands.run({ ...context, actor }, async (tx) => {
      const found = await this.links.claim(tx, actor.tokenId ?? '', consulteeId);
      return created('/remissvar', await this.replies.byLink(tx, actor, found, content, { arrivedAt, files }));
    });
  }
}
