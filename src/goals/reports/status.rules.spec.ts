import { attainments, type Judgement, requireReasoned, statusView } from './status.rules.js';

test('every status has a word, and a shape and a sign no other has (R-60)', () => {
  const views = attainments.map(statusView);
  for (const part of ['text', 'shape', 'symbol'] as const) {
    expect(new Set(views.map((view) => view[part])).size).toBe(attainments.length);
    for (const view of views) expect(view[part]).not.toBe('');
  }
});

test.each<[string, Judgement, boolean]>([
  ['achieved, alone', { status: 'achieved', reasons: null, below: 0 }, true],
  ['partly, alone', { status: 'partly', reasons: null, below: 0 }, true],
  ['not achieved, alone', { status: 'notAchieved', reasons: null, below: 0 }, true],
  ['unknown', { status: 'unknown', reasons: null, below: 0 }, false],
  ['unknown, and said why', { status: 'unknown', reasons: 'Underlag saknas', below: 0 }, true],
  ['not measured', { status: 'notMeasured', reasons: ' ', below: 0 }, false],
  ['not measured, and said why', { status: 'notMeasured', reasons: 'Följs upp i årsanalysen', below: 0 }, true],
  ['of goals below', { status: 'achieved', reasons: null, below: 2 }, false],
  ['of goals below, with reasons', { status: 'partly', reasons: 'Två av tre nås', below: 3 }, true],
])('%s', (_what, judgement, isEnough) => {
  const run = (): void => requireReasoned(judgement);
  if (isEnough) expect(run).not.toThrow();
  else expect(run).toThrow(expect.objectContaining({ code: 'reasons-required' }) as Error);
});
