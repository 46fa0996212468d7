import { api, asFile, unwrap } from '../../api/client';

/** The file as the next version of the document; a version is never changed afterwards. */
export function storeVersion(documentId: string, file: File): Promise<unknown> {
  return unwrap(
    api.POST('/api/v1/documents/{id}/versions', {
      params: { path: { id: documentId }, query: { fileName: file.name } },
      body: file as never,
      ...asFile,
    }),
  );
}
