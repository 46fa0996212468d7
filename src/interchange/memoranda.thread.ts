/** Runs in the reader's thread: a text in, what was read out. Reading never throws. */
import { parentPort } from 'node:worker_threads';
import { goalReaders } from './goals/readers.rules.js';
import { readMemorandum } from './memorandum.rules.js';

const readers = { memorandum: (text: string) => readMemorandum(text), ...goalReaders };

export interface Task {
  as: keyof typeof readers;
  text: string;
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.on('message', ({ as, text }: Task) => parentPort?.postMessage(readers[as](text)));
