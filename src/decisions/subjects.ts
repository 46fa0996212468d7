/** The handlers by kind. Filled by the modules as they start; a kind without one stops the start. */
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type SubjectHandler, type SubjectKind, subjectKinds } from './subject-handler.js';

@Injectable()
export class Subjects implements OnApplicationBootstrap {
  private readonly handlers = new Map<SubjectKind, SubjectHandler>();

  /** @throws when the kind already has a handler. */
  register(handler: SubjectHandler): void {
    if (this.handlers.has(handler.kind)) throw new Error(`Two handlers decide the subject kind '${handler.kind}'.`);
    this.handlers.set(handler.kind, handler);
  }

  of(kind: SubjectKind): SubjectHandler {
    const handler = this.handlers.get(kind);
    if (handler === undefined) throw new Error(`No handler decides the subject kind '${kind}'.`);
    return handler;
  }

  /** Every kind with its handler, in the order of `subjectKinds`. */
  all(): SubjectHandler[] {
    return subjectKinds.map((kind) => this.of(kind));
  }

  onApplicationBootstrap(): void {
    const missing = subjectKinds.filter((kind) => !this.handlers.has(kind));
    if (missing.length > 0) throw new Error(`Subject kinds without a handler stop the start: ${missing.join(', ')}.`);
  }
}
