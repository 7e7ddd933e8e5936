// Customers, and one customer's timeline, page by page.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { Predicate } from '../../api/contract';

export const customersQuery = (ws: string, q: string, where: Predicate[]) =>
  infiniteQueryOptions({
    queryKey: ['customers', ws, q, where],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/w/{ws}/customers', {
          params: {
            path: { ws },
            query: { q, where: where.length > 0 ? JSON.stringify(where) : undefined, cursor: pageParam, limit: 50 },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (old) => old,
  });

export const customerQuery = (ws: string, person: string, journey: string | null) =>
  infiniteQueryOptions({
    queryKey: ['customer', ws, person, journey],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/w/{ws}/customers/{person}', {
          params: { path: { ws, person }, query: { journey: journey ?? undefined, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
