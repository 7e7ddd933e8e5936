// Six models side by side: a row a channel, a column a model, a bar in every cell; and what each of them says.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttributionAnswer, ChannelCredits as Channel } from '../../../api/contract';
import { Button, useFormat } from '../../../parts';
import { Opens } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import styles from './attribution.module.css';
import { MODELS, rangeOf, shownOf, type TouchCell } from './model';

interface ModelsProps {
  answer: AttributionAnswer;
  cell: TouchCell | null;
  open: (cell: TouchCell) => void;
  /** Numbers instead of bars. */
  numbers: boolean;
}

const MOST = 20;

export function Models({ answer, cell, open, numbers }: ModelsProps) {
  const { t } = useTranslation('attribution');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const credited = answer.conversions - answer.without_touch;
  const { shown, others, left } = shownOf(answer.channels, all ? Infinity : MOST);
  const most = Math.max(1e-9, ...answer.channels.flatMap((one) => MODELS.map((model) => one[model])));
  const row = (one: Channel, name: string, opens: boolean) => {
    const range = rangeOf(one, credited);
    return (
      <tr key={name}>
        <th scope="row">{name}</th>
        <td data-number="">{opens ? <Opens cell={{ touch: one.channel }} n={one.touched} name={`${name} · ${t('table.touched')}`} current={cell && { ...cell }} open={() => open({ touch: one.channel })} /> : '–'}</td>
        {MODELS.map((model) => <td key={model} data-number="" className={styles.cell}>{numbers ? format.plain(one[model], 1) : <Bar value={one[model]} credited={credited} most={most} />}</td>)}
        <td data-number="" className={styles.range}>{range ? format.shareInterval(range.low, range.high, 0) : '–'}{range ? '%' : ''}</td>
      </tr>
    );
  };
  return (
    <>
      <div className={flow.scroll} tabIndex={0} role="region" aria-label={t('table.name')}>
        <table className={`${flow.table} ${styles.models}`}>
          <thead>
            <tr>
              <th scope="col">{t('table.channel')}</th>
              <th scope="col" data-number="">{t('table.touched')}</th>
              {MODELS.map((model) => <th key={model} scope="col" data-number={numbers ? '' : undefined}>{t(`model.${model}`)}</th>)}
              <th scope="col" data-number="">{t('table.range')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => row(one, one.channel, true))}
            {others ? row(others, t('table.others', { n: format.count(left) }), false) : null}
          </tbody>
          {numbers ? (
            <tfoot>
              <tr>
                <th scope="row">{t('table.sum')}</th>
                <td />
                {MODELS.map((model) => <td key={model} data-number="">{format.plain(answer.channels.reduce((sum, one) => sum + one[model], 0), 1)}</td>)}
                <td />
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
      {answer.channels.length > MOST ? <p className={flow.rest}><Button look="ghost" data-screen-only="" aria-expanded={all} onClick={() => setAll(!all)}>{all ? t('table.fewer') : t('table.all', { n: format.count(answer.channels.length) })}</Button></p> : null}
      <section className={styles.says}>
        <h3>{t('models')}</h3>
        <dl>{MODELS.map((model) => <div key={model}><dt>{t(`model.${model}`)}</dt><dd>{t(`says.${model}`)}</dd></div>)}</dl>
        <p>{t('cause')}</p>
      </section>
    </>
  );
}

/** A share of all credited conversions; bars of all models and channels have one scale. */
function Bar({ value, credited, most }: { value: number; credited: number; most: number }) {
  const format = useFormat();
  return (
    <span className={styles.share} title={format.plain(value, 1)}>
      <span className={flow.bar}><i style={{ width: `${(value / most) * 100}%` }} /></span>
      {credited > 0 ? format.share(value / credited) : '–'}
    </span>
  );
}
