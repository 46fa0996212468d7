/** Long work over real HTTP as a client follows it: the stream's events, and an upload that lasts until it is let go. */
import { Agent, request } from 'node:http';
import { v4 as uuidv4 } from 'uuid';
import type { Client } from './app.js';

export interface ProgressEvent {
  event: string;
  data: { stage?: string; done?: number | null; total?: number | null };
}

export interface Followed {
  status: number;
  headers: Headers;
  /** All of it, once the server has ended it. */
  events: Promise<ProgressEvent[]>;
  /** The client leaves. */
  leave(): void;
}

/** Resolves when the server has begun to answer. */
export async function follow({ base, headers }: Client, id: string): Promise<Followed> {
  const leaving = new AbortController();
  const response = await fetch(`${base}/api/v1/progress/${id}`, { headers, signal: leaving.signal });
  const events = response.text().then(
    (text) =>
      [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, event = '', data = '']) => ({
        event,
        data: JSON.parse(data) as ProgressEvent['data'],
      })),
    () => [],
  );
  return { status: response.status, headers: response.headers, events, leave: () => leaving.abort() };
}

/** Kept for another request, as browsers and proxies do. */
const keptConnections = new Agent({ keepAlive: true });

/** The previewing of a file of which the last byte does not come before it is let go. */
export interface HeldUpload {
  id: string;
  /** @returns the answer's status */
  letGo(): Promise<number>;
}

export function holdUpload({ base, headers }: Client, file: Buffer): HeldUpload {
  const id = uuidv4();
  const sending = request(`${base}/api/v1/cost-imports/previews?fileName=fil.csv`, {
    method: 'POST',
    agent: keptConnections,
    headers: {
      ...headers,
      'x-progress': id,
      'content-type': 'application/octet-stream',
      'content-length': file.byteLength,
    },
  });
  const status = new Promise<number>((resolve, reject) => {
    sending.on('error', reject).on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
  sending.write(file.subarray(0, -1));
  return {
    id,
    letGo: () => {
      sending.end(file.subarray(-1));
      return status;
    },
  };
}
