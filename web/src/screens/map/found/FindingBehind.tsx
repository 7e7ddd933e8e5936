// What stands behind a finding, block by block, always in the same order.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../api/contract';
import { evidenceQuery } from '../../../api/queries';
import { localText } from '../../../i18n';
import { Block, ErrorPart, EvidenceList, LoadingGrid, useFormat, useLang } from '../../../parts';
import { axisOf } from '../../findings/axis';
import { costAxis } from '../../findings/cost';
import { countText } from '../../findings/texts';
import { sharedEvidenceQuery } from '../../shared/queries';
import { Trend } from '../charts';
import { useMap } from '../context';
import { How } from '../How';
import { Further, TheDifference } from './Compared';
import { useFound, type Placing } from './context';
import { SalesDifference } from './Costs';
import styles from './Found.module.css';
import { Splits } from './Splits';

export function FindingBehind({ finding, lane }: Placing) {
  const { map } = useMap();
  const { told } = useFound();
  const weeks = finding.trend.map(({ week, n, of }) => ({ week, count: n, of }));
  return (
    <>
      <Counted finding={finding} />
      <HowMany finding={finding} />
      <TheDifference finding={finding} axis={axisOf((told?.[lane] ?? [finding]).map(({ effect }) => effect))} />
      <Further effects={finding.further ?? []} />
      {lane === 'pains' ? <SalesDifference finding={finding} axis={costAxis(told?.[lane] ?? [finding])} /> : null}
      {weeks.length > 1 ? <Trend weeks={weeks} zone={map.zone} when={finding.when} /> : null}
      <Splits finding={finding} worse={lane === 'pains'} />
      <Also titles={finding.also} />
      <Rows cell={finding.evidence.query} />
    </>
  );
}

/** The list behind a cell; through a link the number alone. */
function useBehind(cell: string) {
  const { ws, map, view, visit } = useMap();
  return useInfiniteQuery(visit ? sharedEvidenceQuery(visit, map, cell) : evidenceQuery(ws, map, view, cell));
}

/** What was compared with what, and how many comparisons were tried. */
function Counted({ finding }: { finding: Finding }) {
  const { t } = useTranslation('findings');
  const { map } = useMap();
  const { told } = useFound();
  const format = useFormat();
  const answer = useBehind(finding.evidence.query).data?.pages[0];
  const stage = map.stages.find(({ id }) => id === finding.stage)?.name ?? finding.stage;
  const { measure, compared_with } = finding.effect;
  return (
    <Block title={t('map:evidence.what')} note={t(`kind.${finding.kind}`)}>
      <p>{t(`what.${measure}`, { stage })} {t(`with.${compared_with}`, { defaultValue: t('with.others') })}</p>
      {told ? (
        <p className={styles.note}>
          {t('corrected', { tried: format.count(told.looked.tried), level: format.share(told.looked.level, 0) })}
        </p>
      ) : null}
      <How answer={answer} />
    </Block>
  );
}

function HowMany({ finding }: { finding: Finding }) {
  const { t } = useTranslation('findings');
  const { counts } = useMap().map;
  const format = useFormat();
  const { of, share, effect } = finding;
  return (
    <Block title={t('map:evidence.many')} note={t('map:evidence.interval')}>
      <p className={styles.line}>
        <span className={styles.big}>{countText(finding, counts, format, t)}</span>
        <span className={styles.note}>
          {t('outOf', { of: format.count(of), share: format.share(share.value), context: effect.measure === 'emotion' ? 'voices' : counts })}
          <span className="whole"> [{format.shareInterval(share.low, share.high)}]</span>
        </span>
      </p>
    </Block>
  );
}

function Also({ titles }: { titles: Finding['also'] }) {
  const { t } = useTranslation('findings');
  const lang = useLang();
  if (titles.length === 0) return null;
  return (
    <Block title={t('also')}>
      <p className={styles.note}>{t('alsoWhy')}</p>
      <ul className={styles.rows}>{titles.map((title) => <li key={title.ko}>{localText(title, lang)}</li>)}</ul>
    </Block>
  );
}

/** The walks or voices themselves, as many as the finding says. */
function Rows({ cell }: { cell: string }) {
  const { t } = useTranslation('map');
  const { ws, map, visit } = useMap();
  const query = useBehind(cell);
  const pages = query.data?.pages ?? [];
  const first = pages[0];
  if (!first) {
    return query.error
      ? <ErrorPart error={query.error} title={t('evidence.failed')} retry={() => void query.refetch()} />
      : <LoadingGrid columns={1} rows={4} />;
  }
  if (visit) return <Block title={t(`evidence.rows.${first.kind}`, { context: map.counts })}><p className="faint">{t('team:visit.rows')}</p></Block>;
  return (
    <Block title={t(`evidence.rows.${first.kind}`, { context: map.counts })}>
      <EvidenceList
        ws={ws} zone={map.zone} pages={pages} stageName={(id) => map.stages.find((stage) => stage.id === id)?.name ?? id} n={first.n}
        more={query.hasNextPage ? () => void query.fetchNextPage() : undefined} loading={query.isFetchingNextPage}
      />
      {query.isFetchNextPageError ? <ErrorPart error={query.error} retry={() => void query.fetchNextPage()} /> : null}
    </Block>
  );
}
