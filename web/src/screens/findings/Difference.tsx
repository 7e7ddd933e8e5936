// The difference of a finding: the number in the colour of its meaning, its interval, and the mark on the shared axis.
import { useTranslation } from 'react-i18next';
import type { FindingEffect } from '../../api/contract';
import { Interval, useFormat } from '../../parts';
import { inkOfEffect, isTold, placed } from './axis';
import styles from './Difference.module.css';
import { effectText } from './texts';

interface DifferenceProps {
  effect: FindingEffect;
  size?: 'cell' | 'large';
}

export function Difference({ effect, size = 'cell' }: DifferenceProps) {
  const { t } = useTranslation('findings');
  const { difference, interval } = effectText(effect, useFormat(), t);
  return (
    <span className={styles.difference} data-size={size}>
      <b style={{ color: inkOfEffect(effect) }}>{difference}</b>
      <span>{interval}{isTold(effect) ? null : ` ${t('notTold')}`}</span>
    </span>
  );
}

interface MarkProps {
  effect: FindingEffect;
  axis: { min: number; max: number };
  width?: number;
}

export function Mark({ effect, axis, width }: MarkProps) {
  return <Interval {...placed(effect)} {...axis} width={width} ink={inkOfEffect(effect)} />;
}
