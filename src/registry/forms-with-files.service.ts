/**
 * The forms of those who have no account: what they typed, and the few files of a letter that may come with it. A file is
 * judged as every file, stays out of sight while the form is judged, and is kept only with it.
 */
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { DomainError, invalid } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import { fileKinds, type MediaType } from '../platform/files/file-kind.js';
import { FormFields } from '../platform/http/form-fields.js';
import { type PostedForm, postedForm } from '../platform/http/posted-form.js';
import { readStrictJson } from '../platform/http/strict-json.js';
import { DtoPipe } from '../platform/http/validation.js';
import type { FormFault } from '../platform/pages/form-parts.js';
import type { FileOfVersion } from './registry.service.js';
import { type StagedUpload, Uploads } from './uploads.service.js';

const kinds: readonly MediaType[] = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
];
/** What arrives in half a minute over an ordinary line; longer no request may take. */
const fileBytesMax = 10 * 1024 * 1024;
const filesMax = 3;

/** The field the files come in, and what is said at it. */
export const filesField = 'files';
export const fileEndings: readonly string[] = kinds.map((kind) => fileKinds[kind][0]);
export const filesHint = `Högst ${filesMax} filer, var och en högst ${fileBytesMax / 1_048_576} MB: pdf, docx eller odt, utan lösenord och makron.`;
const chooseAgain = 'Välj filerna igen; de följer inte med när sidan visas på nytt.';

/** How it went with the files of a form. */
export interface SentFiles {
  files: readonly unknown[];
  fileFaults: readonly string[];
}

export const faultsOfFiles = ({ fileFaults }: Pick<SentFiles, 'fileFaults'>): FormFault[] =>
  fileFaults.map((message) => ({ field: filesField, message }));

/** A form shown again has lost its files, as every form. @param faults why it is shown again */
export function withLostFiles(faults: readonly FormFault[], { files, fileFaults }: SentFiles): FormFault[] {
  const isLost = files.length > 0 || fileFaults.length > 0;
  return [...faults, ...(isLost ? [{ field: filesField, message: chooseAgain }] : [])];
}

@Injectable()
export class FormsWithFiles {
  constructor(
    private readonly uploads: Uploads,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws as `postedForm`; what is wrong with a file stands in the form */
  async read(request: FastifyRequest, admit?: (fields: FormFields) => Promise<void>): Promise<ArrivedForm> {
    const form = await postedForm(request, {
      field: filesField,
      filesMax,
      fileBytesMax,
      admit,
      take: (bytes, fileName) => this.uploads.stage(bytes, fileName, { bytesMax: fileBytesMax, kinds }),
    });
    return { ...form, arrivedAt: await this.arrival() };
  }

  /**
   * The same from a program: JSON, or a form whose field `name` is the same JSON and stands before the files. A file by itself
   * would be received without being registered, so the two come together.
   * @param admit says whose letter it is, before any file is kept
   * @throws as `read`, and as the DTO and `admit` refuse; 422 `file-rejected`
   */
  async letter<T extends object, H>(
    request: FastifyRequest,
    name: string,
    metatype: new () => T,
    admit: (body: T) => Promise<H>,
  ): Promise<Letter<T, H>> {
    const valid = (body: unknown): T => validation.transform(body, { type: 'body', metatype }) as T;
    if (!request.isMultipart()) {
      if (request.body instanceof FormFields)
        throw new DomainError(
          'unsupported-media-type',
          'Skicka innehållet som application/json eller multipart/form-data.',
        );
      const body = valid(request.body);
      const hash = request.bodyHash ?? Buffer.alloc(0);
      const arrivedAt = await this.arrival();
      return { body, holder: await admit(body), files: [], hash, arrivedAt, discard: async () => undefined };
    }
    let admitted: { body: T; holder: H } | undefined;
    const admitFields = async (fields: FormFields): Promise<void> => {
      const body = valid(readStrictJson(Buffer.from(fields.text(name), 'utf8')));
      admitted = { body, holder: await admit(body) };
    };
    const form = await this.read(request, admitFields);
    try {
      if (admitted === undefined) await admitFields(form.fields);
      if (form.fileFaults.length > 0) throw invalid(`/${filesField}`, 'file-rejected', form.fileFaults.join(' '));
    } catch (error) {
      await form.discard();
      throw error;
    }
    const { files, hash, arrivedAt, discard } = form;
    return { ...(admitted as unknown as { body: T; holder: H }), files, hash, arrivedAt, discard };
  }

  private async arrival(): Promise<string> {
    return only(await rows<{ at: string }>(this.dataSource, `select clock_timestamp()::text as at`, [])).at;
  }
}

export interface ArrivedForm extends PostedForm<StagedUpload> {
  /** When the whole of it had come, by the database's clock with microseconds: a letter half sent has not come (FL 22). */
  arrivedAt: string;
}

/** What a program sent, and in whose name. */
export interface Letter<T, H> extends Omit<ArrivedForm, 'fields' | 'fileFaults'> {
  body: T;
  holder: H;
}

const validation = new DtoPipe();

/** What the register notes of it. */
export function fileOf({ fileName, mediaType, sha256, sizeBytes }: StagedUpload): FileOfVersion {
  return { fileName, mediaType, sha256, sizeBytes };
}

/** Gives the files their addresses, right before the rows that refer to them. @throws storage-full */
export async function keepFiles(files: readonly StagedUpload[]): Promise<void> {
  for (const file of files) await file.keep();
}
