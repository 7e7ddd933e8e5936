// What the analysis screens ask the server.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, file, type NamedFile } from '../../../api/client';
import type { AsOf, CustomerRow } from '../../../api/contract';
import type { Asked, Cell, Kind } from './questions';

/** What every answer says besides its numbers: of which data, and when. */
export type Answered = AsOf;

/** The customers of a cell, page by page. */
export interface CellCustomers {
  /** How many customers there are in all. */
  n: number;
  /** How many sessions or walks the cell counts, where it counts those. */
  units?: number | null;
  customers: CustomerRow[];
  next?: string | null;
}

export interface SavedAnalysis {
  id: string;
  name: string;
  kind: Kind;
  question: Record<string, unknown>;
  view: Record<string, unknown>;
  created_by: string;
  updated_at: string;
  revision: number;
}

export interface Annotation {
  id: string;
  day: string;
  text: string;
  by: string;
  at: string;
  revision: number;
}

// The paths below are in the server's document from its next version on; until then their shapes are those above.
type Untyped = { GET: Call; POST: Call; PUT: Call; DELETE: Call };
type Call = (path: string, init: object) => Promise<{ data?: never; error?: unknown; response: Response }>;
const calls = api as unknown as Untyped;
const to = (ws: string, more: object = {}) => ({ path: { ws, ...more } });

export const analysisQuery = <A>(ws: string, kind: Kind, question: Asked) =>
  queryOptions({
    queryKey: ['analysis', ws, kind, question],
    queryFn: async ({ signal }) =>
      (await answer(calls.POST('/api/w/{ws}/analyze/{kind}', { params: to(ws, { kind }), body: question, signal }))) as A & Answered,
    staleTime: 60_000,
  });

export const cellQuery = (ws: string, kind: Kind, question: Asked, cell: Cell) =>
  infiniteQueryOptions({
    queryKey: ['analysis-cell', ws, kind, question, cell],
    queryFn: async ({ pageParam, signal }) =>
      (await answer(calls.POST('/api/w/{ws}/analyze/{kind}/customers', {
        params: to(ws, { kind }), body: { question, cell, cursor: pageParam, limit: 50 }, signal,
      }))) as CellCustomers,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Infinity,
  });

export function csvOf(ws: string, kind: Kind, question: Asked): Promise<NamedFile> {
  return file(calls.POST('/api/w/{ws}/analyze/{kind}/csv', {
    params: to(ws, { kind }), body: question, parseAs: 'blob', headers: { accept: '*/*' },
  }));
}

export const savedQuery = (ws: string) =>
  queryOptions({
    queryKey: ['analyses', ws],
    queryFn: async ({ signal }) => (await answer(calls.GET('/api/w/{ws}/analyses', { params: to(ws), signal }))) as { analyses: SavedAnalysis[] },
  });

export type SavedDraft = Pick<SavedAnalysis, 'name' | 'kind' | 'question' | 'view'>;

export async function saveAnalysis(ws: string, draft: SavedDraft): Promise<SavedAnalysis> {
  return answer(calls.POST('/api/w/{ws}/analyses', { params: to(ws), body: draft }));
}

/** Over the revision it was based on; the server refuses when somebody else was faster. */
export async function changeAnalysis(ws: string, id: string, draft: SavedDraft & { revision: number }): Promise<SavedAnalysis> {
  return answer(calls.PUT('/api/w/{ws}/analyses/{id}', { params: to(ws, { id }), body: draft }));
}

export async function removeAnalysis(ws: string, id: string): Promise<void> {
  await answer(calls.DELETE('/api/w/{ws}/analyses/{id}', { params: to(ws, { id }) }));
}

export const annotationsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['annotations', ws],
    queryFn: async ({ signal }) => (await answer(calls.GET('/api/w/{ws}/annotations', { params: to(ws), signal }))) as { annotations: Annotation[] },
  });

export type AnnotationDraft = Pick<Annotation, 'day' | 'text'>;

export async function annotate(ws: string, draft: AnnotationDraft): Promise<Annotation> {
  return answer(calls.POST('/api/w/{ws}/annotations', { params: to(ws), body: draft }));
}

export async function changeAnnotation(ws: string, id: string, draft: AnnotationDraft & { revision: number }): Promise<Annotation> {
  return answer(calls.PUT('/api/w/{ws}/annotations/{id}', { params: to(ws, { id }), body: draft }));
}

export async function removeAnnotation(ws: string, id: string): Promise<void> {
  await answer(calls.DELETE('/api/w/{ws}/annotations/{id}', { params: to(ws, { id }) }));
}
