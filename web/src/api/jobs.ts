// Jobs as they move: one event stream a workspace keeps `['jobs', ws]` in the query cache fresh.
import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answer, api, inWorkspace } from './client';
import type { Job, JobList } from './contract';

export const jobsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['jobs', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/jobs', { params: { path: { ws } }, signal })),
  });

/** A job has ended and will not change again. */
export function ended(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

/** Data that came in, by a file or as a sample; all other jobs are what the server does by itself. */
export function isImport(job: Job): boolean {
  return job.kind === 'import' || job.kind === 'demo';
}

/** Puts a job in its place among others, newest first. */
export function withJob(jobs: Job[], job: Job): Job[] {
  return jobs.some((other) => other.id === job.id)
    ? jobs.map((other) => (other.id === job.id ? job : other))
    : [job, ...jobs];
}

/** Notes how far a job is; when it has just ended, everything computed from the data is asked anew. */
export function takeJob(client: QueryClient, ws: string, job: Job) {
  const before = client.getQueryData<JobList>(['jobs', ws])?.jobs.find((other) => other.id === job.id);
  // what was asked for may arrive after a later word of the stream
  if (before && ended(before) && !ended(job)) return;
  client.setQueryData<JobList>(['jobs', ws], (old) => ({ jobs: withJob(old?.jobs ?? [], job) }));
  if (job.state === 'done' && before && !ended(before)) {
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' && queryKey[1] === ws });
  }
}

/** The jobs of a workspace, kept fresh by the server; when one ends, everything computed from the data is asked anew. */
export function useJobs(ws: string) {
  const client = useQueryClient();
  const query = useQuery(jobsQuery(ws));
  useEffect(() => {
    const stream = new EventSource(inWorkspace(ws, 'jobs', 'stream'));
    stream.onmessage = (message: MessageEvent<string>) => {
      takeJob(client, ws, JSON.parse(message.data) as Job);
    };
    return () => stream.close();
  }, [client, ws]);
  return query;
}
