// Stable codes of an import in words. A code that is not known here is shown as it came: better an English word than
// nothing.
import type { TFunction } from 'i18next';
import { ApiError, errorText } from '../../api/client';
import type { Job, Problem } from '../../api/contract';
import { type Role, roleId } from './roles';

/** What went wrong, in the language on screen, with field and row. */
export function problemText(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiError)) return errorText(error, t);
  const { code, field, row, params } = error.problem;
  const said = t(`imports:problem.${code}`, { ...params, field, row, defaultValue: '' });
  if (said === '') return errorText(error, t);
  const place = [field, row === undefined ? undefined : t('common:errors.row', { row })].filter(Boolean).join(' · ');
  return place === '' ? said : `${said} (${place})`;
}

/** What people see of a job: the file of an import, or what kind of work it is. */
export function jobTitle({ kind, title }: Pick<Job, 'kind' | 'title'>, t: TFunction): string {
  return t(`imports:kinds.${kind}`, { defaultValue: title });
}

/** A job's own problem. */
export function jobProblem(problem: Problem, t: TFunction): string {
  return problemText(new ApiError(problem), t);
}

/** Size of a file: 10.5 MB. */
export function bytesText(bytes: number, lang: string): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 100 ? 1 : 0;
  return `${value.toLocaleString(lang, { maximumFractionDigits: digits })} ${units[unit]}`;
}

/** What a role is called; a block's own name tells apart the times of several events. */
export function roleText(role: Role, blocks: { events: string[]; voices: string[] }, t: TFunction): string {
  if (role.is === 'event_time' || role.is === 'voice_time') {
    const names = role.is === 'event_time' ? blocks.events : blocks.voices;
    if (role.block === 'new') return t(`imports:role.${role.is}_new`);
    return names.length > 1 ? t(`imports:role.${role.is}_of`, { name: names[role.block] ?? role.block + 1 }) : t(`imports:role.${role.is}`);
  }
  if ('block' in role && blocks.voices.length > 1) {
    return `${t(`imports:role.${role.is}`)} · ${blocks.voices[role.block as number] ?? Number(role.block) + 1}`;
  }
  return t(`imports:role.${roleId(role).split('#')[0]}`);
}
