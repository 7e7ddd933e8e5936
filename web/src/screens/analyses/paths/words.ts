// What steps, nodes and units of paths are called.
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { anchorOf, DEFAULTS, throughOf, type PathsQuestion, type Unit } from './model';
import type { PathNode } from '../../../api/contract';

export function usePathWords(question: PathsQuestion) {
  const { t } = useTranslation('paths');
  const format = useFormat();
  const anchor = anchorOf(question);
  const last = (question.steps ?? DEFAULTS.steps) - 1;
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
  /** in + start = out + end + other, in words; parts that are nobody are left out. */
  const equation = useCallback(
    (node: PathNode) => {
      const part = (key: 'in' | 'start' | 'out' | 'end' | 'other') => (node[key] > 0 ? [`${t(`part.${key}`)} ${format.count(node[key])}`] : []);
      const side = (parts: string[]) => (parts.length > 0 ? parts.join(' + ') : format.count(0));
      return `${side([...part('in'), ...part('start')])} = ${side([...part('out'), ...part('other'), ...part('end')])}`;
    },
    [t, format],
  );
  const shareIn = useCallback((n: number, whole: number) => (whole > 0 ? format.share(n / whole) : '–'), [format]);
  return useMemo(
    () => ({ t, format, stepName, nodeName, units, equation, shareIn, through: throughOf, anchor }),
    [t, format, stepName, nodeName, units, equation, shareIn, anchor],
  );
}
