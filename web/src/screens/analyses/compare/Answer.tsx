// The answer: one sentence, the whole on both sides, then every row by how much of the gap it explains. What chance may have made is
// said and kept back, not hidden.
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { Figure } from '../parts';
import { useContrast } from './context';
import styles from './compare.module.css';
import { Rows } from './Rows';
import { SideNumber } from './SideNumber';
import { differenceText, intervalText, rowText, sizeText } from './texts';

/** From this share of the gap on a row is all of it: others work against it. */
const ALL = 0.995;

export function Answer({ figure, title }: { figure: Ref<HTMLElement>; title: string }) {
  const { t } = useTranslation(['contrast', 'analyses']);
  const { zone, answer, names } = useContrast();
  const format = useFormat(zone);
  const people = [
    t('sideN', { side: names.a, n: format.count(answer.customers_a) }), t('sideN', { side: names.b, n: format.count(answer.customers_b) }),
  ];
  const nobody = answer.customers_a === 0 || answer.customers_b === 0;
  return (
    <Figure ref={figure} title={`${title} · ${t(`analyses:kind.${answer.kind}`)}`} about={[...people, t('analyses:about.asked', { day: format.day(answer.computed_at) })]}>
      <Sentence />
      {nobody ? <p className="soft">{t('nobody', { side: answer.customers_a === 0 ? names.a : names.b })}</p> : (
        <>
          <Whole />
          <Rows />
        </>
      )}
    </Figure>
  );
}

/** What the comparison says, before any number. */
function Sentence() {
  const { t } = useTranslation('contrast');
  const { answer, names, stages } = useContrast();
  const format = useFormat();
  const { gap, rows, measure, gap_unit: unit } = answer;
  const first = rows.find(({ stands_out: out }) => out);
  const told = rows.filter(({ stands_out: out }) => out).length;
  const value = gap.difference?.value;
  if (measure === 'variation') {
    return (
      <div className={styles.sentence}>
        <h2>{told === 0 ? t('variation.none') : t('variation.some', { count: told, n: format.count(told) })}</h2>
        {first ? <p>{t('variation.first', { row: rowText(first, answer, stages, t), a: format.share(first.a.value ?? 0), b: format.share(first.b.value ?? 0) })}</p> : null}
      </div>
    );
  }
  const what = t(`measure.${measure}`);
  const way = measure === 'time_to_goal' ? 'time' : 'level';
  const share = first?.explains;
  return (
    <div className={styles.sentence}>
      <h2>
        {value === undefined ? t('gap.unjudged', { what }) : gap.stands_out
          ? t(`gap.${way}.${value < 0 ? 'less' : 'more'}`, { a: names.a, b: names.b, what: t(`subject.${measure}`), size: sizeText(value, unit, format, t) })
          : t('gap.none', { what })}
      </h2>
      <p>
        {value !== undefined && gap.stands_out && first && share !== null && share !== undefined && share > 0
          ? t(measure === 'time_to_goal' ? 'explainsTime' : share >= ALL ? 'explainsAll' : 'explains', { row: rowText(first, answer, stages, t), share: format.share(share, 0) })
          : told > 0 ? t('someRows', { count: told, n: format.count(told) }) : t('noRows')}
      </p>
    </div>
  );
}

/** The measure that the rows explain, on both sides. */
function Whole() {
  const { t } = useTranslation('contrast');
  const { answer, names } = useContrast();
  const format = useFormat();
  const { gap, measure, gap_unit: unit } = answer;
  if (measure === 'variation') {
    return gap.difference ? (
      <p className={styles.how}>{t('variation.how', { all: format.plain(gap.difference.value, 2), chance: format.plain(answer.by_chance ?? 0, 2) })}</p>
    ) : null;
  }
  return (
    <dl className={styles.whole}>
      {(['a', 'b'] as const).map((side) => (
        <div key={side}>
          <dt><i data-side={side} aria-hidden="true" />{names[side]}</dt>
          <dd><SideNumber row={gap} side={side} unit={unit} large /></dd>
        </div>
      ))}
      <div>
        <dt>{t('difference')}</dt>
        <dd>
          {gap.difference ? (
            <><b>{differenceText(gap.difference.value, unit, format, t)}</b> <small>{intervalText(gap.difference, unit, format)}</small></>
          ) : <small>{t(`unjudged.${gap.unjudged ?? 'too_few'}`)}</small>}
        </dd>
      </div>
    </dl>
  );
}
