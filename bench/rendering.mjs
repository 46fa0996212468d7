/**
 * Minutes of 200 items as PDF/UA: the product's `render`, from model to bytes through its process, beside the Typst compiler
 * alone on the same template and data. Every round sets other minutes, so that neither is helped by what it remembers.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { typesettable } from '../dist/src/platform/rendering/fonts.js';
import { startCompiler } from '../dist/src/platform/rendering/pdf.js';
import { printable, withTexts } from '../dist/src/platform/rendering/printable.js';
import { RenderProcess } from '../dist/src/platform/rendering/render-process.js';
import { typstTemplate } from '../dist/src/platform/rendering/typst-template.js';
import { shown, spread, table } from './report.mjs';
import { sampleMinutes } from './sample-minutes.mjs';

const items = 200;

/**
 * @param {{rounds: number, say: (text: string) => void, warn: (text: string) => void, goOn: () => void}} run
 * @returns {Promise<{ratio: number}>} and the figures behind it
 */
export async function measureRendering({ rounds, say, warn, goOn }) {
  const product = new RenderProcess();
  const compiler = await startCompiler();
  const small = sampleMinutes({ items: 1 });
  try {
    const first = await timed(() => product.render({ model: small, format: 'pdf' }));
    alone(compiler, inputOf(small), small);
    const times = { ours: [], alone: [], docx: [] };
    let pages = 0;
    let longestPause = 0;
    for (let round = 1; round <= rounds; round += 1) {
      goOn();
      const model = sampleMinutes({ items, variant: round });
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const ours = await timed(() => product.render({ model, format: 'pdf' }));
      delay.disable();
      longestPause = Math.max(longestPause, delay.max / 1e6);
      // The data it reads is made beforehand; the compiler alone has no model.
      const input = inputOf(model);
      const theirs = await timed(() => alone(compiler, input, model));
      if (!ours.value.equals(theirs.value.pdf))
        warn(`rendering: round ${round} gives other bytes than the compiler alone`);
      pages = theirs.value.pages;
      times.ours.push(ours.ms);
      times.alone.push(theirs.ms);
      times.docx.push((await timed(() => product.render({ model, format: 'docx' }))).ms);
    }
    const figures = {
      items,
      pages,
      ours: spread(times.ours),
      alone: spread(times.alone),
      docx: spread(times.docx),
      firstSmall: first.ms,
      longestPause,
    };
    const ratio = figures.ours.median / figures.alone.median;
    say(`\nminutes of ${items} items, ${pages} pages, PDF/UA-1`);
    say(
      table([
        ['', 'ms', 'ms per page', 'ours/this'],
        ['ours', shown(figures.ours), (figures.ours.median / pages).toFixed(1), ''],
        ['compiler alone', shown(figures.alone), (figures.alone.median / pages).toFixed(1), ratio.toFixed(2)],
        ['ours, as docx', shown(figures.docx), '', ''],
      ]),
    );
    say(
      `first small document, with the start of the process: ${first.ms.toFixed(0)} ms; longest pause of the server meanwhile: ${longestPause.toFixed(0)} ms`,
    );
    return { ...figures, ratio };
  } finally {
    await product.stop();
  }
}

const inputOf = (model) => JSON.stringify(withTexts(withTexts(model, printable), typesettable));

/** What the compiler needs for the very same file. Its memory of earlier pages is cleared as the product clears its own. */
function alone(compiler, input, model) {
  const { result } = compiler.compile({ mainFileContent: typstTemplate, inputs: { model: input } });
  const pdf = compiler.pdf(result, {
    pdfStandard: 'ua-1',
    creationTimestamp: Math.floor(Date.parse(model.meta.created) / 1_000),
  });
  setImmediate(() => compiler.evictCache(1));
  return { pdf, pages: result.numOfPages };
}

/** @template T @param {() => T | Promise<T>} work @returns {Promise<{ms: number, value: Awaited<T>}>} */
async function timed(work) {
  const before = performance.now();
  const value = await work();
  return { ms: performance.now() - before, value };
}
