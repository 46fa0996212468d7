/**
 * A form that brings files: its fields as strictly read as every form's, and each file handed on while it arrives, so that no
 * more than a few pieces of it are ever in memory. What is wrong with a file is told beside what is wrong with the fields.
 */
import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DomainError } from '../../kernel/errors.js';
import { fieldsMax, FormFields } from './form-fields.js';

/** What becomes of a file that came with a form, until it is known whether the form is taken. */
export interface TakenFile {
  sha256: Buffer;
  fileName: string;
  discard(): Promise<void>;
}

export interface FormWishes<T extends TakenFile> {
  /** The only field that files come in. */
  field: string;
  filesMax: number;
  /** @throws DomainError to refuse the file; the form is read on all the same */
  take: (bytes: Readable, fileName: string) => Promise<T>;
  /** A file may not be larger; `take` holds it. */
  fileBytesMax: number;
  /** Asked with the fields that stand before the first file, before a byte of it is kept. @throws DomainError to stop */
  admit?: ((fields: FormFields) => Promise<void>) | undefined;
}

export interface PostedForm<T extends TakenFile> {
  fields: FormFields;
  files: T[];
  /** Why a file was not taken, a sentence each. Then none was kept. */
  fileFaults: string[];
  /** The same for the same form sent again. */
  hash: Buffer;
  /** The files, when nothing comes of the form. */
  discard(): Promise<void>;
}

/** As much as all the fields together may be when they come without files. */
const fieldBytesMax = 1024 * 1024;

/**
 * The form of a route that says `takesForm`, with files or without.
 * @throws DomainError malformed-request, too-large, unsupported-media-type; storage-full. Then nothing of it is left.
 */
export async function postedForm<T extends TakenFile>(
  request: FastifyRequest,
  wishes: FormWishes<T>,
): Promise<PostedForm<T>> {
  if (request.body instanceof FormFields) return formOf(request.body, [], [], request.bodyHash ?? Buffer.alloc(0));
  if (!request.isMultipart()) throw new DomainError('unsupported-media-type', 'Sidan tar emot sitt eget formulär.');
  const reading = new Reading(wishes);
  try {
    await reading.all(request);
    return await reading.form();
  } catch (error) {
    await reading.discard();
    throw error;
  } finally {
    // What is left of it runs out, so that the answer is read by whoever is still sending.
    request.raw.unpipe();
    request.raw.resume();
  }
}

class Reading<T extends TakenFile> {
  private readonly entries: [string, string][] = [];
  private readonly files: T[] = [];
  private readonly faults = new Set<string>();
  private fieldBytes = 0;
  private count = 0;
  private isAdmitted = false;

  constructor(private readonly wishes: FormWishes<T>) {}

  async all(request: FastifyRequest): Promise<void> {
    const { fileBytesMax, filesMax } = this.wishes;
    const parts = request.parts({
      // One byte more than is taken, so that it is `take` that finds a file too large.
      limits: {
        fieldSize: fieldBytesMax,
        fields: fieldsMax,
        fileSize: fileBytesMax + 1,
        parts: fieldsMax + filesMax + 100,
      },
    });
    for (;;) {
      const part = await next(parts);
      if (part === undefined) return;
      if (part.type === 'field') this.addField(part);
      else await this.addFile(part);
    }
  }

  /** @throws DomainError malformed-request, too-large */
  async form(): Promise<PostedForm<T>> {
    const fields = FormFields.of(this.entries);
    if (this.faults.size > 0) await this.discard();
    const files = this.faults.size > 0 ? [] : this.files;
    const said = JSON.stringify([
      this.entries,
      files.map(({ fileName, sha256 }) => [fileName, sha256.toString('hex')]),
    ]);
    return formOf(fields, files, [...this.faults], createHash('sha256').update(said).digest());
  }

  async discard(): Promise<void> {
    await Promise.all(this.files.map((file) => file.discard()));
  }

  private addField({ fieldname, value, valueTruncated, fieldnameTruncated }: MultipartValue): void {
    if (typeof value !== 'string' || fieldnameTruncated) throw malformed('Formuläret har ett fält som inte är text.');
    this.fieldBytes += Buffer.byteLength(fieldname) + Buffer.byteLength(value);
    if (valueTruncated || this.fieldBytes > fieldBytesMax)
      throw new DomainError('too-large', 'Det som är skrivet i formuläret är större än vad som tas emot.');
    // The reader puts this sign in the place of bytes that are no UTF-8; no keyboard has it.
    if (fieldname.includes('\uFFFD') || value.includes('\uFFFD'))
      throw malformed('Formuläret är inte skrivet i UTF-8.');
    this.entries.push([fieldname, value]);
  }

  /** A field where nothing is chosen comes as a file without name and without bytes. */
  private async addFile({ file, filename, fieldname }: MultipartFile): Promise<void> {
    const { field, filesMax, take, admit } = this.wishes;
    if (!this.isAdmitted) await admit?.(FormFields.of(this.entries));
    this.isAdmitted = true;
    try {
      if (fieldname !== field) throw malformed('Formuläret har en fil där ingen tas emot.');
      if (((filename as string | undefined) ?? '') === '') {
        if (!(await isEmpty(file)))
          this.faults.add('En av filerna har inget namn. Spara den med ett namn och välj den igen.');
        return;
      }
      this.count += 1;
      if (this.count > filesMax) this.faults.add(`Välj högst ${filesMax} filer.`);
      if (this.faults.size === 0) this.files.push(await take(file, filename));
    } catch (error) {
      if (!(error instanceof DomainError) || !isAboutTheFile(error)) throw error;
      this.faults.add(`${shownName(filename)}: ${error.message}`);
    } finally {
      file.resume();
    }
  }
}

/** What the parser cannot read is the sender's. @returns undefined at the end */
async function next(
  parts: AsyncIterableIterator<MultipartFile | MultipartValue>,
): Promise<MultipartFile | MultipartValue | undefined> {
  try {
    const { value, done } = (await parts.next()) as IteratorResult<MultipartFile | MultipartValue>;
    return done === true ? undefined : value;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (statusOf(error) === 413) throw new DomainError('too-large', 'Formuläret har fler delar än vad som tas emot.');
    throw malformed('Formuläret kom inte fram helt, eller är inte skrivet som formulär skrivs. Försök igen.');
  }
}

/** Fewer faults of one file are told than there may be; the others come when it is chosen again. */
function isAboutTheFile({ type }: DomainError): boolean {
  return type === 'file-rejected' || type === 'too-large' || type === 'validation-failed';
}

async function isEmpty(file: Readable): Promise<boolean> {
  let size = 0;
  try {
    for await (const chunk of file) size += (chunk as Buffer).length;
  } catch {
    throw malformed('Formuläret kom inte fram helt. Försök igen.');
  }
  return size === 0;
}

/** As it may be shown: without what cannot be seen, and not longer than a line. */
const shownName = (name: string): string => `”${name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, 80)}”`;

function formOf<T extends TakenFile>(
  fields: FormFields,
  files: T[],
  fileFaults: string[],
  hash: Buffer,
): PostedForm<T> {
  return {
    fields,
    files,
    fileFaults,
    hash,
    discard: async () => {
      await Promise.all(files.map((file) => file.discard()));
    },
  };
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function malformed(detail: string): DomainError {
  return new DomainError('malformed-request', detail);
}
