/** Files that are no memorandum: to the reader itself, and sent to the server. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractText } from '../../../src/interchange/memorandum.file.js';
import { badFile } from './bad-files.js';
import { type Observed, observedRun } from './observed.js';
import { operationsOf } from './operations.js';
import { send, type Target, type Targets } from './target.js';
import type { World } from './world.js';

interface BadFile {
  name: string;
  file: string;
}

const memorandumFile: Target = {
  each: async (_world, input) => {
    const { name, file } = input as BadFile;
    const bytes = await badFile(file);
    const observed = await observedRun(async () => (await extractText(bytes, name)).kind);
    // A refusal says what would be right, and shows nothing of the file.
    expect(observed.text).toMatch(/[.]$/);
    expect(observed.text).not.toMatch(/root:|etc.passwd|<!DOCTYPE w/);
    return observed;
  },
};

const run = promisify(execFile);

/** Reads each file in a process of its own and says how much memory it took at most, beside one that reads nothing. */
const program = `
  import { readFileSync } from 'node:fs';
  const [reader, ...files] = process.argv.slice(1);
  const { extractText } = await import(reader);
  const before = process.resourceUsage().maxRSS;
  const codes = [];
  for (const file of files)
    try { await extractText(readFileSync(file), 'skrivelse.docx'); codes.push('read'); } catch (error) { codes.push(error.code); }
  console.log(JSON.stringify({ codes, grownKb: process.resourceUsage().maxRSS - before }));`;

/** The 50 MB file itself is held by whoever hands it over; on top of that the reader may take this much. */
const memoryKb = 80_000;

const constantMemory: Target = {
  all: async (_world, row) => {
    const folder = mkdtempSync(join(tmpdir(), 'anslag-bad-files-'));
    const reader = new URL('../../../dist/src/interchange/memorandum.file.js', import.meta.url).href;
    try {
      for (const name of row.inputs[0] as string[]) {
        const path = join(folder, name);
        const bytes = await badFile(name);
        writeFileSync(path, bytes);
        // Ten times in one process: what is kept from one file to the next would add up.
        const files = Array.from({ length: 10 }, () => path);
        const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, reader, ...files]);
        const { codes, grownKb } = JSON.parse(stdout) as { codes: string[]; grownKb: number };
        expect(codes).not.toContain('read');
        expect(`${name} ${grownKb < memoryKb + (3 * bytes.length) / 1_000 ? 'fits' : `took ${grownKb} kB`}`).toBe(
          `${name} fits`,
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const storedFiles = (world: World): string[] =>
  readdirSync(join(world.app.dataDir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

/** Sends the file, and sees that nothing of it is left behind when it is refused. */
async function upload(world: World, path: string, input: unknown): Promise<Observed> {
  const { name, file } = input as BadFile;
  const bytes = await badFile(file);
  const before = storedFiles(world);
  const headers = { 'content-type': 'application/octet-stream' };
  const address = `${path}?fileName=${encodeURIComponent(name)}`;
  const observed = await send(world, 'POST', address, { as: 'asn.registrator', bytes, headers });
  if (observed.status >= 400) expect(storedFiles(world)).toEqual(before);
  return observed;
}

const documentUpload: Target = {
  prepare: (world) => world.once('document', () => world.document()),
  each: async (world, input) => {
    const documentId = await world.once('document', () => world.document());
    return upload(world, `/api/v1/documents/${documentId}/versions`, input);
  },
};

const memorandumUpload: Target = {
  each: async (world, input) => upload(world, previewPath(world), input),
};

const preview = '/api/v1/memoranda/previews';

function previewPath(world: World): string {
  expect(operationsOf(world.app.app).map(({ key }) => key)).toContain(`POST ${preview}`);
  return preview;
}

export const fileTargets: Targets = {
  'memorandum-file': memorandumFile,
  'constant-memory': constantMemory,
  'document-upload': documentUpload,
  'memorandum-upload': memorandumUpload,
};
