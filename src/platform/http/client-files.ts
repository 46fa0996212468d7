/** The built client on disk (dist/web), read when first asked for and kept: a handful of files that never change while the process lives. */
import { Injectable } from '@nestjs/common';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { projectRoot } from '../project-root.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json; charset=utf-8',
};

export interface ClientFile {
  type: string;
  /** The name holds a hash of the content, so that the address never means anything else. */
  isImmutable: boolean;
  bytes(): Promise<Buffer>;
  /** Compressed when the build did it; undefined for what is compressed already, as fonts are. */
  gzip: (() => Promise<Buffer>) | undefined;
}

@Injectable()
export class ClientFiles {
  private readonly folder = join(projectRoot(), 'dist', 'web');
  private files: Map<string, ClientFile> | undefined;

  /** @param path below /app/, e.g. `assets/index-Bx1.js`; only what the build made is ever found */
  file(path: string): ClientFile | undefined {
    this.files ??= this.listed();
    return this.files.get(path);
  }

  /** Address of the style sheet that the server's own pages share with the client. */
  async styleSheet(): Promise<string> {
    const manifest = await this.file('manifest.json')?.bytes();
    if (manifest === undefined) throw new Error('The client is not built; run npm run build.');
    const entries = JSON.parse(manifest.toString('utf8')) as Record<string, { file: string }>;
    return `/app/${entries['src/public.css']?.file ?? ''}`;
  }

  private listed(): Map<string, ClientFile> {
    const paths = filesUnder(this.folder).map((path) => relative(this.folder, path).split(sep).join('/'));
    const all = new Set(paths);
    const kept = new Map<string, Promise<Buffer>>();
    const bytesOf = (path: string) => (): Promise<Buffer> => {
      const known = kept.get(path) ?? readFile(join(this.folder, path));
      kept.set(path, known);
      return known;
    };
    return new Map(
      paths.flatMap((path) => {
        const type = types[extname(path)];
        const gzip = all.has(`${path}.gz`) ? bytesOf(`${path}.gz`) : undefined;
        return type === undefined
          ? []
          : [[path, { type, isImmutable: path.startsWith('assets/'), bytes: bytesOf(path), gzip }]];
      }),
    );
  }
}

function filesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    // Not built: the routes say so.
    return [];
  }
}
