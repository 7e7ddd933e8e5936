// The person's walks as a band over the whole time that is known: where each began, which stages it saw, how it ended.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerPage } from '../../api/contract';
import { useFormat } from '../../parts';
import styles from './customers.module.css';
import { months, stretches } from './days';

interface WalksProps {
  ws: string;
  zone: string;
  journey: string;
  person: Pick<CustomerPage, 'walks' | 'first' | 'last'>;
  stageName: (id: string) => string;
}

export function Walks({ ws, zone, journey, person, stageName }: WalksProps) {
  const { t } = useTranslation('customers');
  const { count, dayRange, day, span } = useFormat(zone);
  const { walks, first, last } = person;
  // whoever has walked has a first and a last event
  if (first === null || last === null) return null;
  const laid = stretches(walks, first, last);
  const marks = months(first, last, zone);
  return (
    <>
      <svg className={styles.band} viewBox="0 0 1000 44" preserveAspectRatio="none" role="img" aria-label={t('walks.band', { n: laid.length })}>
        <path d="M0 22H1000" stroke="var(--line2)" vectorEffect="non-scaling-stroke" />
        {marks.map(({ at, month }) => (
          <path key={month} d={`M${at * 1000} 16V28`} stroke="var(--ctl)" vectorEffect="non-scaling-stroke" />
        ))}
        {laid.map(({ walk, left, width }) => (
          <path
            key={walk.start} d={`M${left * 1000} 22H${Math.max(left + width, left + 0.004) * 1000}`} stroke="var(--ink)" strokeWidth="6"
            strokeDasharray={walk.outcome === 'undecided' ? '5 3' : undefined} vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <div className={styles.months} aria-hidden="true">
        <span style={{ left: 0 }}>{day(first)}</span>
        {marks.filter(({ at }) => at > 0.14 && at < 0.86).map(({ at, month }) => (
          <span key={month} style={{ left: `${at * 100}%`, transform: 'translateX(-50%)' }}>{day(month, true)}</span>
        ))}
        <span style={{ right: 0 }}>{day(last)}</span>
      </div>
      <ol className={styles.walks}>
        {[...laid].reverse().map(({ walk }) => (
          <li key={walk.start}>
            <span className={styles.when}>{dayRange(walk.start, walk.end)}</span>
            <span className={styles.passage}>
              {walk.stages.map((stage, at) => (
                <span key={`${stage}-${at}`}>
                  {at > 0 ? <i aria-hidden="true">→</i> : null}
                  <Link className="link" to="/w/$ws/journeys/$id" params={{ ws, id: journey }} search={{ cell: `${stage}.entered` }}>
                    {stageName(stage)}
                  </Link>
                </span>
              ))}
            </span>
            <span className={styles.outcome}>
              <Ending outcome={walk.outcome} />
              {t(`outcome.${walk.outcome}`)}
            </span>
            <span className={styles.amounts}>
              {[t('walks.events', { n: count(walk.events) }), walk.duration_s === null ? null : span(walk.duration_s)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Full: the goal. Empty: dropped. Dashed: not yet decided. Ink, for an ending is no feeling. */
function Ending({ outcome }: { outcome: 'goal' | 'dropped' | 'undecided' }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      <circle
        cx="5" cy="5" r="3.6" fill={outcome === 'goal' ? 'var(--ink)' : 'none'} stroke="var(--ink)" strokeWidth="1.3"
        strokeDasharray={outcome === 'undecided' ? '2 1.6' : undefined}
      />
    </svg>
  );
}
