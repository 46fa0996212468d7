import type { DocumentModel } from '../src/platform/rendering/document-model.js';

/** Minutes of a committee, with everything that real ones have. The same arguments give the same model. */
export function sampleMinutes(options?: { items?: number; variant?: number }): DocumentModel;
