// What the analysis screens ask the server.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, file, type NamedFile } from '../../../api/client';
import type { AnalysisChange, Annotation, AnnotationChange, AsOf, BehindPage, Lang, NewAnalysis, NewAnnotation, SavedAnalysis } from '../../../api/contract';
import type { Asked, Cell, Kind, OneKind } from './questions';

/** What every answer says besides its numbers: of which data, and when. */
export type Answered = AsOf;

export type { Annotation, SavedAnalysis };

const to = (ws: string) => ({ path: { ws } });

// Each kind has a path of its own, whose body and answer are its screen's: `A` is the answer of `kind` in the contract.
export const analysisQuery = <A>(ws: string, kind: Kind, question: Asked) =>
  queryOptions({
    queryKey: ['analysis', ws, kind, question],
    queryFn: async ({ signal }) =>
      (await answer(api.POST(`/api/w/{ws}/analyze/${kind}`, { params: to(ws), body: question as never, signal }))) as Answered as A & Answered,
    staleTime: 60_000,
  });

export const cellQuery = (ws: string, kind: OneKind, question: Asked, cell: Cell) =>
  infiniteQueryOptions({
    queryKey: ['analysis-cell', ws, kind, question, cell],
    queryFn: async ({ pageParam, signal }): Promise<BehindPage> =>
      answer(api.POST(`/api/w/{ws}/analyze/${kind}/customers`, {
        params: to(ws), body: { question, cell, cursor: pageParam, limit: 50 } as never, signal,
      })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Infinity,
  });

export function csvOf(ws: string, kind: Kind, question: Asked, lang: Lang): Promise<NamedFile> {
  return file(api.POST(`/api/w/{ws}/analyze/${kind}/csv`, {
    params: { ...to(ws), query: { lang } }, body: question as never, parseAs: 'blob', headers: { accept: '*/*' },
  }));
}

export const savedQuery = (ws: string) =>
  queryOptions({
    queryKey: ['analyses', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/analyses', { params: to(ws), signal })),
  });

/** What is kept. The document leaves open what a question is, since every kind has its own. */
export type SavedDraft = Pick<NewAnalysis, 'name' | 'kind'> & { question: object; view: object };

const body = <D extends SavedDraft>(draft: D) => ({ ...draft, question: draft.question as NewAnalysis['question'] });

export function saveAnalysis(ws: string, draft: SavedDraft): Promise<SavedAnalysis> {
  return answer(api.POST('/api/w/{ws}/analyses', { params: to(ws), body: body(draft) }));
}

/** Over the revision it was based on; the server refuses when somebody else was faster. */
export function changeAnalysis(ws: string, id: number, draft: SavedDraft & Pick<AnalysisChange, 'revision'>): Promise<SavedAnalysis> {
  return answer(api.PUT('/api/w/{ws}/analyses/{id}', { params: { path: { ws, id } }, body: body(draft) }));
}

export async function removeAnalysis(ws: string, { id, revision }: SavedAnalysis): Promise<void> {
  await answer(api.DELETE('/api/w/{ws}/analyses/{id}', { params: { path: { ws, id }, query: { revision } } }));
}

export const annotationsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['annotations', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/annotations', { params: to(ws), signal })),
  });

export function annotate(ws: string, draft: NewAnnotation): Promise<Annotation> {
  return answer(api.POST('/api/w/{ws}/annotations', { params: to(ws), body: draft }));
}

export function changeAnnotation(ws: string, id: number, draft: AnnotationChange): Promise<Annotation> {
  return answer(api.PUT('/api/w/{ws}/annotations/{id}', { params: { path: { ws, id } }, body: draft }));
}

export async function removeAnnotation(ws: string, { id, revision }: Annotation): Promise<void> {
  await answer(api.DELETE('/api/w/{ws}/annotations/{id}', { params: { path: { ws, id }, query: { revision } } }));
}
