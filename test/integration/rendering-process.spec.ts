import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { jest } from '@jest/globals';
import { sampleMinutes } from '../../bench/sample-minutes.mjs';
import type { DocumentModel } from '../../src/platform/rendering/document-model.js';
import { identityOf } from '../../src/platform/database/embedded/processes.js';
import { render } from '../../src/platform/rendering/render.js';
import { RenderProcess } from '../../src/platform/rendering/render-process.js';
import { Rendering } from '../../src/platform/rendering/rendering.service.js';
import { eventually } from '../support/eventually.js';

jest.setTimeout(60_000);

const compiled = join(process.cwd(), 'dist/src/platform/rendering');
const limits = { millisecondsMax: 30_000, waitingMax: 50, idleMilliseconds: 30_000 };
const started: RenderProcess[] = [];
const renderer = (changed: Partial<typeof limits> = {}): RenderProcess => {
  const own = new RenderProcess(join(compiled, 'render.child.js'), { ...limits, ...changed });
  started.push(own);
  return own;
};
const pdf = (model: DocumentModel) => ({ model, format: 'pdf' }) as const;
const faulty: DocumentModel = { ...sampleMinutes({ items: 0 }), title: '' };
const runs = (pid: number): boolean => identityOf(pid) !== undefined;

afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.stop()));
});

it('gives the bytes that rendering here gives, for both formats, from one process', async () => {
  const own = renderer();
  expect(own.pid).toBeUndefined();
  const model = sampleMinutes({ items: 2 });
  const [first, word] = await Promise.all([own.render(pdf(model)), own.render({ model, format: 'docx' })]);
  const { pid } = own;
  expect(first.equals(await render(model, 'pdf'))).toBe(true);
  expect(word.equals(await render(model, 'docx'))).toBe(true);
  await own.render(pdf(model));
  expect(own.pid).toBe(pid);
});

it('keeps this process responsive meanwhile', async () => {
  const own = renderer();
  await own.render(pdf(sampleMinutes({ items: 1 })));
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = performance.now();
  await own.render(pdf(sampleMinutes({ items: 120 })));
  const milliseconds = performance.now() - before;
  delay.disable();
  expect(delay.max / 1e6).toBeLessThan(Math.max(milliseconds / 2, 200));
});

it('tells what is wrong with a model, and renders the next one in the same process', async () => {
  const own = renderer();
  await expect(own.render(pdf(faulty))).rejects.toThrow('The document has no title.');
  const { pid } = own;
  await own.render(pdf(sampleMinutes({ items: 0 })));
  expect(own.pid).toBe(pid);
});

it('ends the process when nothing is asked for, and starts another when something is', async () => {
  const own = renderer({ idleMilliseconds: 20 });
  const first = await own.render(pdf(sampleMinutes({ items: 0 })));
  await eventually(() => own.pid === undefined, { what: 'the idle process has ended' });
  expect((await own.render(pdf(sampleMinutes({ items: 0 })))).equals(first)).toBe(true);
});

it('survives the death of the process: one document fails, the next is made', async () => {
  const own = renderer();
  await own.render(pdf(sampleMinutes({ items: 0 })));
  const pid = own.pid as number;
  const failing = own.render(pdf(sampleMinutes({ items: 200 })));
  const next = own.render(pdf(sampleMinutes({ items: 0 })));
  process.kill(pid, 'SIGKILL');
  await expect(failing).rejects.toThrow('The process that renders documents ended before its time.');
  await expect(next).resolves.toBeInstanceOf(Buffer);
  expect(own.pid).not.toBe(pid);
});

it('says so too when the process has died without its parent having noticed', async () => {
  const own = renderer();
  await own.render(pdf(sampleMinutes({ items: 0 })));
  const pid = own.pid as number;
  process.kill(pid, 'SIGKILL');
  // Nothing is noticed while this process stands still, and the dead one no longer takes what is sent.
  const still = new Int32Array(new SharedArrayBuffer(4));
  const threads = (): number => readdirSync(`/proc/${pid}/task`).length;
  while (runs(pid) || threads() > 1) Atomics.wait(still, 0, 0, 5);
  await expect(own.render(pdf(sampleMinutes({ items: 0 })))).rejects.toThrow('ended before its time');
  await expect(own.render(pdf(sampleMinutes({ items: 0 })))).resolves.toBeInstanceOf(Buffer);
});

it('gives up a document that takes too long, and makes the next', async () => {
  const own = renderer({ millisecondsMax: 1 });
  await expect(own.render(pdf(sampleMinutes({ items: 200 })))).rejects.toThrow('did not answer in time');
  expect(own.pid).toBeUndefined();
});

it('refuses when too many wait', async () => {
  const own = renderer({ waitingMax: 2 });
  const order = pdf(sampleMinutes({ items: 0 }));
  const taken = [own.render(order), own.render(order)];
  await expect(own.render(order)).rejects.toMatchObject({ type: 'busy' });
  await Promise.all(taken);
  await expect(own.render(order)).resolves.toBeInstanceOf(Buffer);
});

it('leaves nothing behind when it is stopped, nor when its parent is killed', async () => {
  const own = renderer();
  await own.render(pdf(sampleMinutes({ items: 0 })));
  const pid = own.pid as number;
  await own.stop();
  expect(runs(pid)).toBe(false);

  const at = (path: string): string => JSON.stringify(pathToFileURL(path).href);
  const script = `
    const { RenderProcess } = await import(${at(join(compiled, 'render-process.js'))});
    const { sampleMinutes } = await import(${at(join(process.cwd(), 'bench/sample-minutes.mjs'))});
    const own = new RenderProcess();
    await own.render({ model: sampleMinutes({ items: 0 }), format: 'pdf' });
    console.log(own.pid);
    setInterval(() => undefined, 1_000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const child = Number(line.toString());
  expect(runs(child)).toBe(true);
  parent.kill('SIGKILL');
  await eventually(() => !runs(child), { what: 'the process without a parent has ended' });
});

it('does not keep a process alive that has nothing else to do', async () => {
  const at = (path: string): string => JSON.stringify(pathToFileURL(path).href);
  const script = `
    const { RenderProcess } = await import(${at(join(compiled, 'render-process.js'))});
    const { sampleMinutes } = await import(${at(join(process.cwd(), 'bench/sample-minutes.mjs'))});
    await new RenderProcess().render({ model: sampleMinutes({ items: 0 }), format: 'pdf' });`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  expect(await once(parent, 'exit')).toEqual([0, null]);
});

it('renders what a crowd asks for once, each other document on its own, and keeps no failure', async () => {
  const asked = jest.spyOn(RenderProcess.prototype, 'render');
  const rendering = new Rendering();
  try {
    const crowd = Array.from({ length: 40 }, () => rendering.render(sampleMinutes({ items: 1 }), 'pdf'));
    const files = await Promise.all(crowd);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(files.every((file) => file.equals(files[0] as Buffer))).toBe(true);
    await Promise.all([
      rendering.render(sampleMinutes({ items: 1 }), 'docx'),
      rendering.render(sampleMinutes({ items: 1, variant: 2 }), 'pdf'),
    ]);
    expect(asked).toHaveBeenCalledTimes(3);
    for (let time = 0; time < 2; time += 1)
      await expect(rendering.render(faulty, 'pdf')).rejects.toThrow('The document has no title.');
    expect(asked).toHaveBeenCalledTimes(5);
  } finally {
    asked.mockRestore();
    await rendering.onApplicationShutdown();
  }
});

it('tells each who waits how many before it are done, and then that its turn has come', async () => {
  const own = renderer();
  const told: unknown[][] = [[], [], []];
  const ordered = told.map((list) =>
    own.render(pdf(sampleMinutes({ items: 1 })), { report: (...said) => void list.push(said) }),
  );
  await Promise.all(ordered);
  expect(told).toEqual([
    [['rendering']],
    [['queued', 0, 1], ['queued', 1, 1], ['rendering']],
    [['queued', 0, 2], ['queued', 1, 2], ['queued', 2, 2], ['rendering']],
  ]);
});
