/** An application through a link, the same whether a program sends it or the page's form does. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import type { RequestContext } from '../../platform/http/request-context.js';
import type { StagedUpload } from '../../registry/uploads.service.js';
import { ApplicationFiles } from './application-files.js';
import { ApplicationLinks } from './application-links.service.js';
import { type ApplicationContent, Applications } from './applications.service.js';

export interface LinkHolder {
  actor: Actor;
  applicationId: string;
  /** By the database's clock, with microseconds. */
  arrivedAt: string;
}

/** The path without the secret: a refusal is recorded with it. */
const page = '/bidragsansokan';

@Injectable()
export class LinkApplications {
  constructor(
    private readonly commands: CommandRunner,
    private readonly links: ApplicationLinks,
    private readonly files: ApplicationFiles,
    private readonly applications: Applications,
  ) {}

  /**
   * Registers it, once. Opens its own transaction.
   * @param context whose path must not hold the secret
   * @param attached the files that came with it; kept with the application, and left to the caller otherwise
   * @throws not-found, state-conflict (`already-applied`, `call-not-open`), validation-failed
   */
  async take(
    context: RequestContext,
    { actor, applicationId, arrivedAt }: LinkHolder,
    content: ApplicationContent,
    attached: readonly StagedUpload[],
  ): Promise<Answer> {
    const papers = await this.files.byLink(applicationId, content, attached);
    // Whoever is signed in beside it acts by the link all the same: the application is the association's.
    return this.commands.run({ ...context, actor }, async (tx) => {
      const found = await this.links.claim(tx, actor.tokenId ?? '', applicationId);
      return created(page, await this.applications.receiveByLink(tx, actor, found, content, { arrivedAt, papers }));
    });
  }

  /** @throws not-found, state-conflict `not-allowed-in-state` */
  withdraw(context: RequestContext, { actor, applicationId }: LinkHolder, reason: string): Promise<Answer> {
    return this.commands.run({ ...context, actor }, async (tx) => {
      const found = await this.links.claim(tx, actor.tokenId ?? '', applicationId);
      return changed(await this.applications.withdrawByLink(tx, actor, found, reason));
    });
  }
}
