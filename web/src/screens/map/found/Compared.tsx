// The difference: the number with its interval on its axis, both sides as bars, and that it is no cause.
import { useTranslation } from 'react-i18next';
import type { Finding, FindingEffect, Measure } from '../../../api/contract';
import { Block, useFormat } from '../../../parts';
import { inkOfEffect } from '../../findings/axis';
import { Difference, Mark } from '../../findings/Difference';
import { effectText, sideText } from '../../findings/texts';
import styles from './Found.module.css';

/** Room inside a drawer's block. */
const WIDTH = 312;

interface TheDifferenceProps {
  finding: Finding;
  /** The axis of its lane, so that findings compare as one goes from one to the next. */
  axis: { min: number; max: number };
}

export function TheDifference({ finding, axis }: TheDifferenceProps) {
  const { t } = useTranslation('findings');
  const { effect } = finding;
  return (
    <Block title={t(`differs.${effect.measure}`)} note={t('map:evidence.interval')}>
      <Difference effect={effect} size="large" />
      <div className={styles.axis}><Mark effect={effect} axis={axis} width={WIDTH} /></div>
      <Sides effect={effect} />
      {effect.measure === 'slow' ? <p className={styles.note}>{t('ranks')}</p> : null}
      <p className={styles.note}>{t('association')}</p>
    </Block>
  );
}

/** Where a bar begins and how long it is, in per cent of its track: emotion grows from the middle, −2…+2. */
export function barOf(measure: Measure, value: number, most: number): { left: number; width: number } {
  if (measure === 'emotion') return { left: (Math.min(0, value) + 2) * 25, width: Math.abs(value) * 25 };
  return { left: 0, width: most > 0 ? (value / most) * 100 : 0 };
}

function Sides({ effect }: { effect: FindingEffect }) {
  const { t } = useTranslation('findings');
  const format = useFormat();
  const { measure, group, others, compared_with } = effect;
  if (group === null || others === null) return <p className={styles.note}>{t('noSides')}</p>;
  const most = Math.max(group, others);
  const side = (name: string, value: number, ink?: string) => {
    const { left, width } = barOf(measure, value, most);
    return (
      <div>
        <span>{name}</span>
        <i aria-hidden="true"><i style={{ left: `${left}%`, width: `${width}%`, background: ink }} /></i>
        <b>{sideText(measure, value, format)}</b>
      </div>
    );
  };
  return (
    <div className={styles.compared}>
      {side(t('side.group'), group, inkOfEffect(effect))}
      {side(t(`side.${compared_with}`, { defaultValue: t('side.others') }), others)}
    </div>
  );
}

/** The same customers in other measures. */
export function Further({ effects }: { effects: FindingEffect[] }) {
  const { t } = useTranslation('findings');
  const format = useFormat();
  if (effects.length === 0) return null;
  return (
    <Block title={t('further')} note={t('map:evidence.interval')}>
      <ul className={styles.rows}>
        {effects.map((effect) => {
          const { group, others } = effectText(effect, format, t);
          return (
            <li key={effect.measure}>
              <span>{t(`measure.${effect.measure}`)}</span>
              <Difference effect={effect} />
              {group && others ? <span className={styles.note}>{group} · {others}</span> : null}
            </li>
          );
        })}
      </ul>
    </Block>
  );
}
