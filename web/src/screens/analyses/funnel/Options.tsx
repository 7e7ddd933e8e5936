// How the steps count: their order, how long they may take, what spoils an attempt, by what it is told apart, and beside
// which period it stands.
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton, Segments } from '../../../parts';
import { ChoiceField, Tick } from '../../page/Field';
import { EventPicker, tidy, type DataAt } from '../parts';
import styles from './funnel.module.css';
import { breakdownsOf, MOST, WINDOW, type Exclusion, type FunnelQuestion, type Order, type Touch } from './model';
import { SpanField } from './SpanField';

interface OptionsProps {
  data: DataAt;
  question: FunnelQuestion;
  names: string[];
  onAsk: (question: FunnelQuestion) => void;
}

const ORDERS: Order[] = ['ordered', 'strict', 'unordered'];
const TOUCHES: Touch[] = ['first', 'last', 'step', 'all'];

export function Options({ data, question, names, onAsk }: OptionsProps) {
  const { t } = useTranslation('funnel');
  const order = question.order ?? 'ordered';
  const set = (change: Partial<FunnelQuestion>) => onAsk(tidy({ ...question, ...change }));
  const period = question.from !== undefined && question.to !== undefined;
  return (
    <>
      <section className={styles.option} aria-label={t('order.title')}>
        <h3>{t('order.title')}</h3>
        <Segments
          name={t('order.title')} value={order} options={ORDERS.map((value) => ({ value, label: t(`order.${value}`) }))}
          onChange={(value) => set({ order: value === 'ordered' ? undefined : value })}
        />
        <p>{t(`order.${order}Why`)}</p>
      </section>
      <section className={styles.option} aria-label={t('window.title')}>
        <h3>{t('window.title')}</h3>
        <SpanField label={t('window.title')} value={question.window ?? WINDOW} onChange={(window) => set({ window })} />
        <p>{t('window.why')}</p>
      </section>
      <Exclusions data={data} question={question} names={names} set={set} />
      <section className={styles.option} aria-label={t('breakdown.title')}>
        <h3>{t('breakdown.title')}</h3>
        <Breakdowns data={data} question={question} names={names} set={set} />
      </section>
      <section className={styles.option} aria-label={t('compare.title')}>
        <h3>{t('compare.title')}</h3>
        <Tick label={t('compare.previous')} checked={question.compare !== undefined} onTick={(on) => set({ compare: on ? 'previous' : undefined })} />
        {question.compare !== undefined && !period ? <p>{t('compare.needsDays')}</p> : null}
      </section>
    </>
  );
}

type PartProps = Omit<OptionsProps, 'onAsk'> & { set: (change: Partial<FunnelQuestion>) => void };

function Breakdowns({ data, question, names, set }: PartProps) {
  const { t } = useTranslation('funnel');
  const touch = question.attribution ?? 'first';
  const offered = breakdownsOf(data.fields);
  const known = question.breakdown === undefined || offered.includes(question.breakdown) ? offered : [question.breakdown, ...offered];
  return (
    <>
      <ChoiceField
        quiet label={t('breakdown.title')} value={question.breakdown ?? ''}
        options={[{ value: '', label: t('breakdown.none') }, ...known.map((name) => ({ value: name, label: name }))]}
        onText={(name) => set(name === '' ? { breakdown: undefined, attribution: undefined, attribution_step: undefined } : { breakdown: name })}
      />
      {question.breakdown === undefined ? null : (
        <>
          <ChoiceField
            quiet label={t('breakdown.whose')} value={touch} options={TOUCHES.map((value) => ({ value, label: t(`breakdown.${value}`) }))}
            onText={(value) => set({ attribution: value === 'first' ? undefined : (value as Touch), attribution_step: value === 'step' ? 0 : undefined })}
          />
          {touch === 'step' ? (
            <ChoiceField
              quiet label={t('breakdown.ofStep')} value={String(question.attribution_step ?? 0)} options={names.map((name, at) => ({ value: String(at), label: `${at + 1}. ${name}` }))}
              onText={(at) => set({ attribution_step: Number(at) })}
            />
          ) : null}
          {touch === 'all' ? <p>{t('breakdown.allWhy')}</p> : null}
        </>
      )}
    </>
  );
}

function Exclusions({ data, question, names, set }: PartProps) {
  const { t } = useTranslation('funnel');
  const [adding, setAdding] = useState(false);
  const list = question.exclusions ?? [];
  const last = question.steps.length - 1;
  const put = (exclusions: Exclusion[]) => set({ exclusions });
  const change = (at: number, next: Exclusion) => put(list.map((one, other) => (other === at ? next : one)));
  const places = names.map((name, at) => ({ value: String(at), label: `${at + 1}. ${name}` }));
  return (
    <section className={styles.option} aria-label={t('exclude.title')}>
      <h3>{t('exclude.title')}</h3>
      {list.map((one, at) => {
        const { from_step, to_step, ...pattern } = one;
        return (
          <div key={at} className={styles.exclusion} role="group" aria-label={t('exclude.nth', { n: at + 1 })}>
            <EventPicker data={data} value={pattern} label={t('exclude.nth', { n: at + 1 })} onChange={(next) => change(at, { ...next, from_step, to_step })} />
            <IconButton name={t('exclude.remove')} onClick={() => put(list.filter((_, other) => other !== at))}><IconX size={14} stroke={1.5} aria-hidden="true" /></IconButton>
            <div className={styles.between}>
              <ChoiceField quiet label={t('exclude.after')} value={String(from_step)} options={places.slice(0, to_step)} onText={(to) => change(at, { ...one, from_step: Number(to) })} />
              <span>{t('exclude.and')}</span>
              <ChoiceField quiet label={t('exclude.before')} value={String(to_step)} options={places.slice(from_step + 1)} onText={(to) => change(at, { ...one, to_step: Number(to) })} />
            </div>
          </div>
        );
      })}
      {adding ? (
        <EventPicker
          data={data} value={{}} label={t('exclude.nth', { n: list.length + 1 })} adding={{ close: () => setAdding(false) }}
          onChange={(pattern) => put([...list, { ...pattern, from_step: 0, to_step: last }])}
        />
      ) : null}
      <Button look="ghost" className={styles.add} disabled={last < 1 || list.length >= MOST || adding} onClick={() => setAdding(true)}>
        <IconPlus size={16} stroke={1.5} aria-hidden="true" />
        {t('exclude.add')}
      </Button>
      {list.length > 0 ? <p>{t('exclude.why')}</p> : null}
    </section>
  );
}
