// The funnel told apart by a property: a line a value, a column a step, the way to the end on one axis with the whole
// funnel's share as a dashed mark. Every share opens its customers.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ENOUGH, Interval, useFormat } from '../../../parts';
import page from '../../page/page.module.css';
import { Section } from '../../page/Section';
import { shareOf, type Share } from '../parts/intervals';
import { useFunnel } from './context';
import { CountButton } from './CountButton';
import styles from './funnel.module.css';
import { endOf } from './Steps';
import type { GroupAnswer, Rest } from './model';

/** Values shown before the rest is asked for. */
const SHOWN = 8;

interface Line {
  /** As a cell of it says. */
  of: { value: string } | { rest: Rest };
  name: string;
  group: GroupAnswer;
}

export function Breakdown() {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  const { answer, question, names } = useFunnel();
  const [all, setAll] = useState(false);
  const { breakdown, breakdown_others: others, breakdown_without: without } = answer;
  if (!breakdown) return null;
  const values = Object.entries(breakdown).sort(([, a], [, b]) => b.customers - a.customers).map(([value, group]): Line => ({ of: { value }, name: value, group }));
  const rest: Line[] = [
    ...(others && others.values > 0 ? [{ of: { rest: 'others' as const }, name: t('breakdown.others', { count: others.values, n: format.count(others.values) }), group: others }] : []),
    ...(without && without.customers > 0 ? [{ of: { rest: 'without' as const }, name: t('breakdown.without'), group: without }] : []),
  ];
  const shown = all ? values : values.slice(0, SHOWN);
  const lines = [...shown, ...rest];
  const ends = lines.map(({ group }) => shareToEnd(group));
  const { began, ended } = endOf(answer.steps);
  const whole = shareOf(ended, began);
  const known = ends.filter((end): end is Share => end !== null);
  const min = Math.min(whole?.low ?? 1, ...known.map(({ low }) => low));
  const max = Math.max(whole?.high ?? 0, ...known.map(({ high }) => high));
  return (
    <Section title={t('breakdown.by', { name: question.breakdown })} remark={t('breakdown.remark', { name: question.breakdown })}>
      <div className={page.scroll} tabIndex={0} role="region" aria-label={t('breakdown.table', { name: question.breakdown })}>
        <table className={`${page.table} ${styles.split}`}>
          <thead>
            <tr>
              <th scope="col">{question.breakdown}</th>
              {names.map((name, at) => <th key={at} scope="col" data-number="">{at === 0 ? t('breakdown.began') : `${at + 1}. ${name}`}</th>)}
              {names.length > 1 ? <th scope="col" colSpan={2}>{t('breakdown.end')} <small>{whole ? t('breakdown.whole', { share: format.share(whole.value) }) : ''}</small></th> : null}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ of, name, group }, line) => (
              <tr key={`${line}${name}`}>
                <th scope="row" data-rest={'rest' in of}>{name}</th>
                {group.steps.map((step, at) => (
                  <td key={at} data-number="">
                    <Part of={of} name={name} at={at} count={step.count} began={group.steps[0]?.count ?? 0} />
                  </td>
                ))}
                {names.length > 1 ? <End share={ends[line] ?? null} min={min} max={max} whole={whole?.value} /> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {values.length > SHOWN ? <Button look="ghost" onClick={() => setAll(!all)}>{t(all ? 'breakdown.fewer' : 'breakdown.more', { n: values.length - SHOWN })}</Button> : null}
    </Section>
  );
}

function shareToEnd({ steps }: GroupAnswer): Share | null {
  const { began, ended } = endOf(steps);
  return shareOf(ended, began);
}

/** The count at the first step, then shares of it. */
function Part({ of, name, at, count, began }: { of: Line['of']; name: string; at: number; count: number; began: number }) {
  const format = useFormat();
  const { names } = useFunnel();
  const text = at === 0 ? format.count(count) : began > 0 ? format.share(count / began) : '–';
  return <CountButton cell={{ step: at, is: 'reached', ...of }} n={count} name={`${name}, ${names[at]}`}>{text}</CountButton>;
}

function End({ share, min, max, whole }: { share: Share | null; min: number; max: number; whole: number | undefined }) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  if (share === null) return <td colSpan={2}><span className="faint">{t('noShare')}</span></td>;
  return (
    <>
      <td className={styles.axis}><Interval low={share.low} high={share.high} value={share.value} min={min} max={max} reference={whole} width={132} ink={share.n < ENOUGH ? 'var(--line2)' : 'var(--ink)'} /></td>
      <td className={styles.endShare}>
        <b>{format.share(share.value)}</b> <span className="whole">[{format.shareInterval(share.low, share.high)}] n {format.count(share.n)}</span>
      </td>
    </>
  );
}
