import type { NameHeaders } from './progress';
import { ApiProblem, NetworkLost, type Problem } from './problem';

export interface FetchedDocument {
  name: string;
  type: string;
  content: Blob;
}

/**
 * A document made by the API, to be saved.
 * @throws ApiProblem when it is refused; NetworkLost when nothing answers
 */
export async function fetchDocument(address: string, headers: NameHeaders): Promise<FetchedDocument> {
  const response = await fetch(address, { headers }).catch(() => {
    throw new NetworkLost();
  });
  if (!response.ok)
    throw new ApiProblem(response.status, (await response.json().catch(() => undefined)) as Problem | undefined);
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return {
    name: named === undefined ? 'dokument' : decodeURIComponent(named),
    type: response.headers.get('content-type') ?? 'application/octet-stream',
    content: await response.blob(),
  };
}
