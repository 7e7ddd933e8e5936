// How far the workspace on screen is on the way to its first map.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import { ended, jobsQuery } from '../../api/jobs';
import { homeQuery, journeysQuery } from '../../api/queries';
import { useLang } from '../../parts';
import { useHere } from '../page/workspace';
import { stepOf, type Facts, type Step } from './steps';

export const uploadsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['uploads', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/uploads', { params: { path: { ws } }, signal })),
  });

export interface Guide {
  facts: Facts;
  now: Step | null;
  /** It is the only journey: the way to it is still the first. */
  first: boolean;
}

/** `null` until it is known. */
export function useGuide(): Guide | null {
  const { ws } = useHere();
  const lang = useLang();
  const home = useQuery(homeQuery(ws, undefined, lang)).data;
  const uploads = useQuery(uploadsQuery(ws)).data?.uploads;
  const jobs = useQuery(jobsQuery(ws)).data?.jobs;
  const journeys = useQuery(journeysQuery(ws)).data?.journeys;
  if (!home || !uploads || !jobs || !journeys) return null;
  const [waiting] = uploads;
  const facts: Facts = {
    waiting: waiting ? { upload: waiting.upload, file: waiting.files[0]?.name ?? '' } : null,
    job: jobs.find((job) => job.kind === 'import' && !ended(job))?.id ?? null,
    events: home.totals.events, voices: home.totals.voices, journey: home.journey, walks: home.map?.walks ?? 0,
  };
  return { facts, now: stepOf(facts), first: journeys.length <= 1 };
}
