// Customers, and one customer's timeline, page by page.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, inWorkspace } from '../../api/client';
import type { CustomerPage, Customers, Predicate } from '../../api/contract';

export const customersQuery = (ws: string, q: string, where: Predicate[]) =>
  infiniteQueryOptions({
    queryKey: ['customers', ws, q, where],
    queryFn: ({ pageParam, signal }) =>
      api.get<Customers>(
        inWorkspace(ws, 'customers'),
        { q, where: where.length > 0 ? JSON.stringify(where) : null, cursor: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (old) => old,
  });

export const customerQuery = (ws: string, person: string, journey: string | null) =>
  infiniteQueryOptions({
    queryKey: ['customer', ws, person, journey],
    queryFn: ({ pageParam, signal }) =>
      api.get<CustomerPage>(inWorkspace(ws, 'customers', person), { journey, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
