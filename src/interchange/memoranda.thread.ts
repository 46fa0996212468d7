/** Runs in the reader's thread: a text in, what was read out. Reading never throws. */
import { parentPort } from 'node:worker_threads';
import { readMemorandum } from './memorandum.rules.js';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.on('message', (text: string) => parentPort?.postMessage(readMemorandum(text)));
