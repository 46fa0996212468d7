/** Stages that read: totals over ever more measures, and a page of a long list. */
import { request } from './load.mjs';
import { compareAnswers, measure, settle } from './measure.mjs';
import { seedProposals } from './seed-proposals.mjs';

/** @typedef {import('./measure.mjs').Bench} Bench */

/** @param {Bench} bench @param {number} proposals @param {string} name */
export async function measureTotals(bench, proposals, name) {
  await seedProposals(bench.owner, bench.world, proposals);
  await settle(bench);
  const bytes = request('GET', '/api/v1/totals', { authorization: `Bearer ${bench.world.token}` });
  await compareAnswers(bench, bytes, name);
  await measure(bench, name, { expect: 200, requests: () => () => bytes });
}

/** @param {Bench} bench */
export async function measureList(bench) {
  await settle(bench);
  const page = (/** @type {number} */ number) =>
    request('GET', `/api/v1/proposals?status=managerReview&sort=-total&limit=50&page=${number}`, {
      authorization: `Bearer ${bench.world.token}`,
    });
  const pages = [1, 2, 3, 4, 5].map(page);
  const name = 'page of 50 of 20 000 proposals';
  await compareAnswers(bench, pages[0], name);
  let turn = 0;
  await measure(bench, name, { expect: 200, requests: () => () => pages[(turn += 1) % pages.length] });
}
