/**
 * A document as PDF/UA-1, by the Typst compiler. Nothing of it is loaded before the first document.
 *
 * Its fonts are given by path, which comes before the machine's own in the compiler's order, and the template forbids
 * falling back; its files are those of a folder that does not exist.
 */
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { DocumentModel } from './document-model.js';
import { fontFiles, typesettable } from './fonts.js';
import { withTexts } from './printable.js';
import { typstTemplate } from './typst-template.js';

let compiler: NodeCompiler | undefined;

/** @throws Error with the compiler's words when it refuses; a fault of the template or the model, never of a text. */
export async function pdfOf(model: DocumentModel): Promise<Buffer> {
  compiler ??= await startCompiler();
  return compile(compiler, model);
}

/** To be called when a document is done. Keeps what only the last one used, for the next is often much like it. */
export function forgetOldPages(): void {
  compiler?.evictCache(1);
}

/** Exported for the bench, which measures this against `pdfOf`. */
export async function startCompiler(): Promise<NodeCompiler> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler').catch((error: unknown) => {
    throw new Error('The PDF compiler has no build for this machine, or it is not installed.', { cause: error });
  });
  return NodeCompiler.create({ workspace: '/nonexistent', fontArgs: [{ fontPaths: fontFiles() }] });
}

function compile(typst: NodeCompiler, model: DocumentModel): Buffer {
  const inputs = { model: JSON.stringify(withTexts(model, typesettable)) };
  const compiled = typst.compile({ mainFileContent: typstTemplate, inputs });
  const diagnostics = compiled.takeDiagnostics();
  if (compiled.result === null) throw refusal((diagnostics?.shortDiagnostics ?? []).map(messageOf));
  try {
    return typst.pdf(compiled.result, {
      pdfStandard: 'ua-1',
      creationTimestamp: Math.floor(Date.parse(model.meta.created) / 1_000),
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw refusal([...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map(([, message]) => message as string));
  }
}

const messageOf = (diagnostic: { message?: unknown }): string => String(diagnostic.message);

/** What it quotes is the document's text, which belongs in no log. */
function refusal(messages: readonly string[]): Error {
  const said = messages.map((message) => message.replaceAll(/`[^`]*`/g, '`…`'));
  return new Error(`The PDF compiler refused the document: ${said.join('; ') || 'without saying why'}`);
}
