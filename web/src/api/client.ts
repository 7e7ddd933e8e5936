// The only place that speaks HTTP. Answers have the shapes of contract.ts; an error is a `Problem` wrapped in
// `ApiError`, whose `code` the interface translates (`common:errors.<code>`).
import type { TFunction } from 'i18next';
import type { Problem } from './contract';

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

type Query = Record<string, string | number | boolean | null | undefined>;

/** `/api/w/<workspace>/<path>`; segments are escaped, so a journey may be called anything. */
export function inWorkspace(ws: string, ...segments: string[]): string {
  return `/api/w/${[ws, ...segments].map(encodeURIComponent).join('/')}`;
}

function withQuery(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

async function failure(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new ApiError(body);
  const title = `${response.status} ${response.statusText}`.trim();
  // a proxy in between answers for a server that is away
  const code = response.status === 502 || response.status === 504 ? 'unreachable' : 'unexpected';
  return new ApiError({ type: 'about:blank', status: response.status, code, title });
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    const title = error instanceof Error ? error.message : 'the server cannot be reached';
    throw new ApiError({ type: 'about:blank', status: 0, code: 'unreachable', title });
  }
  if (!response.ok) throw await failure(response);
  return response;
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  const response = await ask(path, init);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** A file that the server makes, under the name that it gives it. */
export interface NamedFile {
  name: string;
  content: Blob;
}

async function file(path: string, query?: Query): Promise<NamedFile> {
  const response = await ask(withQuery(path, query), {});
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return { name: name ? decodeURIComponent(name) : 'yeojido', content: await response.blob() };
}

function withBody(method: string, body: unknown, signal?: AbortSignal): RequestInit {
  const form = body instanceof FormData;
  return {
    method,
    signal,
    headers: form ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' },
    body: form ? body : JSON.stringify(body),
  };
}

export const api = {
  file,
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    send<T>(withQuery(path, query), { headers: { accept: 'application/json' }, signal }),
  post: <T>(path: string, body: unknown = {}, signal?: AbortSignal) => send<T>(path, withBody('POST', body, signal)),
  put: <T>(path: string, body: unknown, signal?: AbortSignal) => send<T>(path, withBody('PUT', body, signal)),
  delete: <T = void>(path: string, signal?: AbortSignal) => send<T>(path, { method: 'DELETE', signal }),
};

/** What to say about an error, in the language on screen. Unknown codes show the server's own sentence. */
export function errorText(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiError)) return t('common:errors.unexpected');
  const { code, title, field, row, params } = error.problem;
  const said = t(`common:errors.${code}`, { ...params, field, row, defaultValue: title });
  const place = [field, row === undefined ? undefined : t('common:errors.row', { row })].filter(Boolean).join(' · ');
  return place ? `${said} (${place})` : said;
}
