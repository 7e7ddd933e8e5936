// The only place that speaks HTTP. Paths, questions and answers are typed by the server's document (schema.ts); an error
// is a `Problem` wrapped in `ApiError`, whose `code` the interface translates (`common:errors.<code>`).
import type { TFunction } from 'i18next';
import createClient from 'openapi-fetch';
import type { Problem } from './contract';
import { writtenAs } from './name';
import type { paths } from './schema';

/** The server said no, or could not be reached (`code` is then `unreachable`). */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.name = 'ApiError';
  }

  get code(): string {
    return this.problem.code;
  }
}

/** `/api/w/<workspace>/<path>`, for what no `fetch` asks; segments are escaped, so a journey may be called anything. */
export function inWorkspace(ws: string, ...segments: string[]): string {
  return `/api/w/${[ws, ...segments].map(encodeURIComponent).join('/')}`;
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    const title = error instanceof Error ? error.message : 'the server cannot be reached';
    throw new ApiError({ type: 'about:blank', status: 0, code: 'unreachable', title });
  }
}

export const api = createClient<paths>({ headers: { accept: 'application/json' }, fetch: reach });

// headers hold no Korean, so the name that a person writes under goes percent-encoded
api.use({
  onRequest({ request }) {
    const name = writtenAs();
    if (name) request.headers.set('x-yeojido-name', encodeURIComponent(name));
    return request;
  },
});

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

function failure(body: unknown, { status, statusText }: Response): ApiError {
  if (isProblem(body)) return new ApiError(body);
  // a proxy in between answers for a server that is away
  const code = status === 502 || status === 504 ? 'unreachable' : 'unexpected';
  return new ApiError({ type: 'about:blank', status, code, title: `${status} ${statusText}`.trim() });
}

/** The answer of a call; a refusal is thrown. */
export async function answer<T extends { data?: unknown; error?: unknown; response: Response }>(call: Promise<T>) {
  const { data, error, response } = await call;
  if (!response.ok) throw failure(error, response);
  return data as NonNullable<T['data']>;
}

/** A file that the server makes, under the name that it gives it. */
export interface NamedFile {
  name: string;
  content: Blob;
}

/** The file that a call with `parseAs: 'blob'` brings. */
export async function file(call: Promise<{ data?: Blob; error?: unknown; response: Response }>): Promise<NamedFile> {
  const content = await answer(call);
  const { response } = await call;
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return { name: name ? decodeURIComponent(name) : 'yeojido', content };
}

/** What to say about an error, in the language on screen. Codes without words show the server's own English sentence. */
export function errorText(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiError)) return t('common:errors.unexpected');
  const { code, title, field, row, params, status } = error.problem;
  const unknown = status >= 500 ? t('common:errors.ours', { title }) : title;
  const said = t(`common:errors.${code}`, { ...params, field, row, defaultValue: unknown });
  const place = [field, row === undefined ? undefined : t('common:errors.row', { row })].filter(Boolean).join(' · ');
  return place ? `${said} (${place})` : said;
}
