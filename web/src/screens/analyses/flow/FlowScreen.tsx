// The frame that paths, transitions and attribution share: bar, question, answer with its picture, and who is behind a number.
import { IconUpload } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass, EmptyState, ErrorPart, LoadingGrid, useFormat } from '../../../parts';
import { AnalysisBar, Figure, type Answered, type Asked, type DataAt, type Kind, type SavedAt } from '../parts';
import parts from '../parts/parts.module.css';
import styles from './flow.module.css';

interface FlowScreenProps<Q extends Asked> {
  ws: string;
  zone: string;
  kind: Kind;
  title: string;
  question: Q;
  sent: Asked;
  onAsk: (question: Q) => void;
  data: DataAt;
  saved: SavedAt;
  figure: RefObject<HTMLElement | null>;
  query: UseQueryResult<Answered>;
  /** What is asked beyond days and customers; the answer takes the whole width without it. */
  panel?: ReactNode;
  /** Over the picture: the views, and what the answer says in a sentence. */
  head: ReactNode;
  /** How many the picture is of, under it. */
  n: string | null;
  picture: ReactNode;
  /** Under the picture, not in the PNG. */
  foot?: ReactNode;
  drawer: ReactNode;
  /** Stands in the place of the answer while the question is not complete. */
  unready?: ReactNode;
}

export function FlowScreen<Q extends Asked>(props: FlowScreenProps<Q>) {
  const { ws, zone, kind, title, question, sent, onAsk, data, saved, figure, query, panel, head, n, picture, foot, drawer, unready } = props;
  const { t } = useTranslation(['flow', 'analyses', 'common']);
  const format = useFormat(zone);
  const name = saved.current?.name ?? title;
  const days = question.from || question.to
    ? format.dayRange(question.from ?? data.first, question.to ?? data.last)
    : `${t('analyses:about.everything')} ${format.dayRange(data.first, data.last)}`;
  const empty = !data.pending && !data.error && data.events.length === 0;
  return (
    <>
      <title>{`${name} – ${t('common:brand')}`}</title>
      <AnalysisBar ws={ws} kind={kind} title={title} question={question} sent={sent} onAsk={onAsk} data={data} saved={saved} figure={query.data && !unready ? figure : undefined} />
      <div className={parts.screen}>
        {empty ? (
          <div className="page">
            <EmptyState
              title={t('analyses:empty.title')}
              actions={<Link className={buttonClass('primary')} to="/w/$ws/imports/new" params={{ ws }}><IconUpload size={16} stroke={1.5} aria-hidden="true" />{t('analyses:empty.upload')}</Link>}
            >
              {t('empty')}
            </EmptyState>
          </div>
        ) : (
          <div className={`${parts.body} ${panel ? '' : styles.whole}`}>
            {panel}
            <section className={`${parts.answer} ${styles.answer}`} aria-label={t('answer')} aria-busy={query.isFetching}>
              {saved.gone ? <p className="soft" role="status">{t('analyses:save.gone')}</p> : null}
              {data.error ? <ErrorPart error={data.error} title={t('analyses:pick.failed')} retry={data.retry} /> : (unready ?? null)}
              {query.error && !unready ? <ErrorPart error={query.error} title={t('analyses:failed')} retry={() => void query.refetch()} /> : null}
              {query.isPending && !unready && !data.error ? <LoadingGrid columns={3} rows={8} says={t('analyses:counting')} /> : null}
              {query.data && !query.error && !unready ? (
                <>
                  {head}
                  <Figure ref={figure} title={name} about={[days, n, t('analyses:about.asked', { day: format.day(query.data.computed_at) })]}>{picture}</Figure>
                  {foot}
                </>
              ) : null}
            </section>
          </div>
        )}
        {drawer}
      </div>
    </>
  );
}
