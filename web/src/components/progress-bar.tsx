import { useEffect, useId, useRef, useState } from 'react';
import type { Running, Step } from '../api/progress';
import { useTexts } from '../texts/texts';

const stages = [
  'receiving',
  'checking',
  'writing',
  'queued',
  'rendering',
  'figures',
  'rule',
  'checker',
  'solver',
] as const;
/** So seldom does the ear get the counts that the eye sees move. */
const saidEveryMs = 5_000;

/** How far something long has come: a bar, and the same in words. Nothing is shown when nothing is running. */
export function ProgressBar({ running }: { running: Running | undefined }) {
  return running === undefined ? null : <Bar step={running.step} />;
}

function Bar({ step }: { step: Step | undefined }) {
  const id = useId();
  const text = useStepText(step);
  const said = useSeldom(text, saidEveryMs);
  const { done = null, total = null } = step ?? {};
  const isCounted = done !== null && total !== null && total > 0;
  return (
    <div className="progress">
      <label htmlFor={id}>{text}</label>
      {isCounted ? <progress id={id} value={done} max={total} /> : <progress id={id} />}
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

function useStepText(step: Step | undefined): string {
  const t = useTexts('common');
  const stage = stages.find((each) => each === step?.stage);
  if (step === undefined || stage === undefined) return t('progress.working');
  const { done, total } = step;
  if (done === null) return t(`progress.stages.${stage}`);
  if (stage === 'receiving')
    return total === null || total === 0
      ? t('progress.stages.receiving')
      : t('progress.share', { stage: t('progress.stages.receiving'), percent: Math.floor((100 * done) / total) });
  const unit = stage === 'queued' ? 'documents' : 'rows';
  return t('progress.counted', {
    stage: t(`progress.stages.${stage}`),
    counted:
      total === null
        ? t(`progress.${unit}`, { count: done, shown: whole(done) })
        : t(`progress.${unit}Of`, { count: total, shown: whole(done), total: whole(total) }),
  });
}

const whole = (count: number): string => new Intl.NumberFormat('sv-SE').format(count);

/** The text as it was at the latest turn of the clock; the first at once. */
function useSeldom(text: string, everyMs: number): string {
  const [said, setSaid] = useState(text);
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  useEffect(() => {
    const clock = setInterval(() => setSaid(latest.current), everyMs);
    return () => clearInterval(clock);
  }, [everyMs]);
  return said;
}
