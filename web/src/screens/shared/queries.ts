// What a link opens. The pass of a link with a password goes with every question; it lives as long as the tab.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { JourneyMap, Lang } from '../../api/contract';
import type { View } from '../../api/queries';
import type { Visit } from '../map/context';

const withPass = (pass: string | null) => (pass ? { 'x-yeojido-pass': pass } : {});

export const doorQuery = (token: string) =>
  queryOptions({
    queryKey: ['share', token, 'door'],
    queryFn: ({ signal }) => answer(api.GET('/api/share/{token}', { params: { path: { token } }, signal })),
    staleTime: 0,
  });

export const sharedMapQuery = ({ token, pass }: Visit, lang: Lang) =>
  queryOptions({
    queryKey: ['share', token, 'map', pass, lang],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/share/{token}/map', { params: { path: { token }, query: { lang } }, headers: withPass(pass), signal })),
  });

/** What that map has found by itself. */
export const sharedFindingsQuery = ({ token, pass }: Visit, map: Pick<JourneyMap, 'lake_version' | 'version'>) =>
  queryOptions({
    queryKey: ['share', token, 'findings', pass ?? '', map.lake_version, map.version] as (string | number | View)[],
    queryFn: ({ signal }) => answer(api.GET('/api/share/{token}/findings', { params: { path: { token } }, headers: withPass(pass), signal })),
    staleTime: Infinity,
  });

/** The side to be, where the link opens that. */
export const sharedToBeQuery = ({ token, pass }: Visit, lang: Lang) =>
  queryOptions({
    queryKey: ['share', token, 'to-be', pass ?? '', lang] as (string | number | View)[],
    queryFn: ({ signal }) => answer(api.GET('/api/share/{token}/to-be', { params: { path: { token }, query: { lang } }, headers: withPass(pass), signal })),
  });

/** One page without rows: how the number was computed, and how it spreads. */
export const sharedEvidenceQuery = ({ token, pass }: Visit, map: JourneyMap, cell: string) =>
  infiniteQueryOptions({
    queryKey: ['share', token, 'evidence', pass ?? '', map.lake_version, cell] as (string | number | View)[],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/share/{token}/evidence', { params: { path: { token }, query: { cell } }, headers: withPass(pass), signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (): string | undefined => undefined,
  });

export const enterWith = (token: string, password: string) =>
  answer(api.POST('/api/share/{token}/enter', { params: { path: { token } }, body: { password } }));
