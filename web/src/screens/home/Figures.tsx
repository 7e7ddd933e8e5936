// The figures that the data allow: value, interval, n, weeks, and the formula in words.
import { useElementSize } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HomeKpi } from '../../api/contract';
import { ENOUGH, HelpMark, isTopic, Spark, useFormat } from '../../parts';
import styles from './home.module.css';
import { kpiText } from '../map/kpi';

interface FiguresProps {
  ws: string;
  figures: HomeKpi[];
}

export function Figures({ ws, figures }: FiguresProps) {
  return (
    <div className={`panel ${styles.figures}`}>
      {figures.map((figure) => (
        <Figure key={figure.id} ws={ws} figure={figure} />
      ))}
    </div>
  );
}

function Figure({ ws, figure }: { ws: string; figure: HomeKpi }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const { value, interval } = kpiText(figure, format);
  const few = figure.n < ENOUGH;
  const { ref, width } = useElementSize();
  const wide = Math.floor(width) || 192;
  const name = t(`kpi.${figure.id}`, { defaultValue: figure.id });
  const known = figure.weeks.filter((week) => week.value !== null);
  const [first, last] = [figure.weeks[0], figure.weeks.at(-1)];
  return (
    <section className={styles.figure} aria-label={name}>
      <h3>{name}{isTopic(figure.id) ? <HelpMark className={styles.help} about={[{ topic: figure.id, name }]} /> : null}</h3>
      <p className={styles.value} data-few={few}>{few ? t('common:feeling.few') : value}</p>
      <p className={styles.interval}>
        {few ? t('figures.few', { n: format.count(figure.n), from: ENOUGH }) : [interval, `n ${format.count(figure.n)}`].filter(Boolean).join(' ')}
      </p>
      <div className={styles.spark} ref={ref}>
        {known.length > 1 && !few ? (
          <Spark values={figure.weeks.map((week) => week.value)} width={wide} name={t('figures.weeks', { name, n: known.length })} />
        ) : (
          <svg width={wide} height="28" aria-hidden="true"><path d={`M2 14H${wide - 6}`} stroke="var(--line2)" strokeDasharray="4 4" /></svg>
        )}
      </div>
      <p className={styles.weeks}>
        {first && last && known.length > 1 ? t('figures.span', { from: format.day(first.week, true), to: format.day(last.week, true) }) : t('figures.noWeeks')}
      </p>
      <p className={styles.formula}>{t(`formula.${figure.formula}`, { defaultValue: figure.formula })}</p>
      <Link className={styles.cover} to="/w/$ws/voices" params={{ ws }} search={{ rated: figure.id }}>
        <span className="hidden-text">{t('figures.open', { name })}</span>
      </Link>
    </section>
  );
}
