/** Why a file is not taken: 422 `file-rejected` with one of these codes. */
import { DomainError } from '../../kernel/errors.js';

export type FileRejection =
  | 'empty'
  | 'type-mismatch'
  | 'not-text'
  | 'encrypted'
  | 'active-content'
  | 'archive-bomb'
  | 'archive-unsafe'
  | 'corrupt';

export function rejected(code: FileRejection, detail: string): DomainError {
  return new DomainError('file-rejected', detail, { code });
}
