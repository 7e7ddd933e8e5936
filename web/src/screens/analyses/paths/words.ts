// What steps, nodes and units of paths are called.
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { anchorOf, DEFAULTS, throughOf, type PathsQuestion, type Unit } from './model';
import type { PathNode } from '../../../api/contract';

type PathPart = 'in' | 'start' | 'out' | 'end' | 'other';

export function usePathWords(question: PathsQuestion) {
  const { t } = useTranslation('paths');
  const format = useFormat();
  const anchor = anchorOf(question);
  const last = (question.steps ?? DEFAULTS.steps) - 1;
  // with an end asked for, all paths shown come to it: whoever ends has arrived, and nobody has dropped off
  const arrives = question.end !== undefined;
  const unit: Unit = question.by ?? DEFAULTS.by;
  const stepName = useCallback(
    (step: number) => {
      if (anchor === 'before') return step === last ? t('step.arrival') : t('step.before', { n: last - step });
      if (anchor === 'none') return t('step.nth', { n: step + 1 });
      return step === 0 ? t('step.anchor') : t('step.after', { n: step });
    },
    [anchor, last, t],
  );
  const nodeName = useCallback((event: string | null, names = 0) => {
    if (event === null) return names > 0 ? t('others', { n: format.count(names) }) : t('othersPlain');
    return event === '' ? t('nameless') : event;
  }, [t, format]);
  const units = useCallback((n: number) => t(`units.${unit}`, { n: format.count(n) }), [t, unit, format]);
  /** The count alone, with the word that Korean counts such things by. */
  const counted = useCallback((n: number) => t(`count.${unit}`, { n: format.count(n) }), [t, unit, format]);
  const partName = useCallback((key: PathPart) => t(key === 'end' && arrives ? 'part.arrive' : `part.${key}`), [t, arrives]);
  /** in + start = out + end + other, in words; parts that are nobody are left out. */
  const equation = useCallback(
    (node: PathNode) => {
      const part = (key: PathPart) => (node[key] > 0 ? [`${partName(key)} ${format.count(node[key])}`] : []);
      const side = (parts: string[]) => (parts.length > 0 ? parts.join(' + ') : format.count(0));
      return `${side([...part('in'), ...part('start')])} = ${side([...part('out'), ...part('other'), ...part('end')])}`;
    },
    [partName, format],
  );
  const shareIn = useCallback((n: number, whole: number) => (whole > 0 ? format.share(n / whole) : '–'), [format]);
  return useMemo(
    () => ({ t, format, stepName, nodeName, units, equation, shareIn, through: throughOf, anchor, arrives, partName, counted }),
    [t, format, stepName, nodeName, units, equation, shareIn, anchor, arrives, partName, counted],
  );
}
