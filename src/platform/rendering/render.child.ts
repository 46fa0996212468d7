/**
 * The process that renders: an order in, an answer out. Ends with its parent, however that one ends, and with nothing else:
 * the signals a terminal sends to both of them are for the parent to act on.
 */
import { render } from './render.js';
import type { RenderAnswer, RenderOrder } from './render-process.js';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (order: RenderOrder) => void answer(order));

async function answer({ model, format }: RenderOrder): Promise<void> {
  tell(
    await render(model, format).then(
      (bytes) => ({ bytes }),
      (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }),
    ),
  );
  // After the answer, so that nobody waits for it.
  if (format === 'pdf') (await import('./pdf.js')).forgetOldPages();
}

const tell = (told: RenderAnswer): void => void process.send?.(told);
