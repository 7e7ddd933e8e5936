// What a pain point costs: on a card the number, its interval and its mark; in the drawer how it was compared; else why not.
import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../api/contract';
import { evidenceQuery } from '../../../api/queries';
import { Block, Button, EvidenceList, Interval, useFormat } from '../../../parts';
import { isTold } from '../../findings/axis';
import { costText, inkOfCost, placedCost, type Cost } from '../../findings/cost';
import difference from '../../findings/Difference.module.css';
import { useMap } from '../context';
import styles from './Found.module.css';

type Axis = { min: number; max: number };

function Amount({ cost, size = 'cell' }: { cost: Cost; size?: 'cell' | 'large' }) {
  const { t } = useTranslation('findings');
  const format = useFormat();
  const { amount, interval } = costText(cost, format);
  const told = isTold(cost);
  return (
    <span className={difference.difference} data-size={size}>
      {told ? <b style={{ color: inkOfCost(placedCost(cost)) }}>{amount}</b> : null}
      <span>{interval}{told ? null : ` ${t('costs.holdsZero')}`}</span>
    </span>
  );
}

/** On the card. What could not be computed says why. */
export function CostLine({ finding, axis }: { finding: Finding; axis: Axis | null }) {
  const { t } = useTranslation('findings');
  const { cost, reason_no_cost } = finding;
  if (!cost) return <span className={styles.sides}>{t(`noCost.${reason_no_cost}`, { defaultValue: t('noCost.unknown') })}</span>;
  return (
    <>
      <Amount cost={cost} />
      {axis ? <Interval {...placedCost(cost)} {...axis} width={130} ink={inkOfCost(placedCost(cost))} /> : null}
    </>
  );
}

/** In the drawer: the interval, two bars, and how customers were matched. */
export function SalesDifference({ finding, axis }: { finding: Finding; axis: Axis | null }) {
  const { t } = useTranslation('findings');
  const format = useFormat();
  const { cost, reason_no_cost } = finding;
  if (!cost) return <Block title={t('costs.title')}>{t(`noCost.${reason_no_cost}`, { defaultValue: t('noCost.unknown') })}</Block>;
  const most = Math.max(cost.group, cost.others, 1);
  const bar = (name: string, value: number, ink?: string) => (
    <div>
      <span>{name}</span>
      <i aria-hidden="true"><i style={{ width: `${(Math.max(0, value) / most) * 100}%`, background: ink }} /></i>
      <b>{format.money(Math.round(value), cost.currency)}</b>
    </div>
  );
  const alike = cost.alike.map((key) => t(`costs.alike.${key}`, { defaultValue: key })).join(', ');
  return (
    <Block title={t('costs.title')} note={t('map:evidence.interval')}>
      <Amount cost={cost} size="large" />
      {axis ? <div className={styles.axis}><Interval {...placedCost(cost)} {...axis} width={312} ink={inkOfCost(placedCost(cost))} /></div> : null}
      <div className={styles.compared}>
        {bar(t('side.group'), cost.group, inkOfCost(placedCost(cost)))}
        {bar(t('side.same_point'), cost.others)}
      </div>
      <p className={styles.note}>
        {t('costs.how', { days: cost.window_days, people: format.count(cost.people), matched: format.count(cost.matched), alike })}{' '}
        {t('costs.cut', { amount: format.money(Math.round(cost.cut_at), cost.currency) })}
      </p>
      <p className={styles.note}>{t('association')}</p>
      <Lists query={finding.evidence.query} />
    </Block>
  );
}

/** Those whom it concerns and those they were matched with, once somebody asks. */
function Lists({ query }: { query: string }) {
  const { t } = useTranslation('findings');
  const [open, setOpen] = useState<'concerned' | 'matched' | null>(null);
  return (
    <>
      <p className={styles.line}>
        {(['concerned', 'matched'] as const).map((side) => (
          <Button key={side} look="ghost" aria-expanded={open === side} onClick={() => setOpen(open === side ? null : side)}>
            {t(`costs.${side}`)}
          </Button>
        ))}
      </p>
      {open ? <List key={open} cell={`${query}.${open}`} /> : null}
    </>
  );
}

function List({ cell }: { cell: string }) {
  const { ws, map, view } = useMap();
  const query = useInfiniteQuery(evidenceQuery(ws, map, view, cell));
  const pages = query.data?.pages ?? [];
  const first = pages[0];
  if (!first) return null;
  return (
    <EvidenceList
      ws={ws} zone={map.zone} pages={pages} stageName={(id) => map.stages.find((stage) => stage.id === id)?.name ?? id} n={first.n}
      more={query.hasNextPage ? () => void query.fetchNextPage() : undefined} loading={query.isFetchingNextPage}
    />
  );
}
