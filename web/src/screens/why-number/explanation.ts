import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { type ExplainSearch, questionOf } from '../../money/explained';

export type Explanation = Schemas['ExplanationDto'];
export type ExplainedRow = Explanation['items'][number];

const pageSize = 200;

/** A total with every row behind it; its route is in the address, so it stands outside the described paths. */
export function explanationOf(search: ExplainSearch) {
  const question = questionOf(search);
  return queryOptions({
    queryKey: [`${search.av}/explain`, question] as readonly unknown[],
    queryFn: async ({ signal }): Promise<Explanation> => {
      const items: ExplainedRow[] = [];
      for (let page = 1; ; page += 1) {
        const query = { ...question, limit: pageSize, page };
        const answer = await unwrap<Explanation>(
          api.GET(`${search.av}/explain` as '/api/v1/totals/explain', { params: { query: query as never }, signal }),
        );
        items.push(...answer.items);
        if (items.length >= answer.total || answer.items.length === 0) return { ...answer, items };
      }
    },
  });
}
