// What stands behind a number, row by row: walks, customers, voices or events. Every row that has a person leads to them.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerRow, Evidence, EventRow, VoiceRow, WalkRow } from '../api/contract';
import { Button } from './Button';
import { useFormat } from './format';
import styles from './EvidenceList.module.css';
import { Quote } from './Quote';
import { SentimentTag, Tag } from './Tag';

type Rows = Pick<Evidence, 'kind' | 'walks' | 'customers' | 'voices' | 'events'>;

interface EvidenceListProps {
  ws: string;
  zone: string;
  pages: Rows[];
  /** Name of a stage by its id, for walks. */
  stageName?: (id: string) => string;
  /** How many there are in all. */
  n: number;
  more?: () => void;
  loading?: boolean;
}

export function EvidenceList({ ws, zone, pages, stageName = (id) => id, n, more, loading = false }: EvidenceListProps) {
  const { t } = useTranslation();
  const format = useFormat(zone);
  const walks = pages.flatMap((page) => page.walks ?? []);
  const customers = pages.flatMap((page) => page.customers ?? []);
  const voices = pages.flatMap((page) => page.voices ?? []);
  const events = pages.flatMap((page) => page.events ?? []);
  const shown = walks.length + customers.length + voices.length + events.length;
  return (
    <>
      <ol className={styles.rows}>
        {walks.map((row, at) => <Walk key={`${row.person}-${row.start}-${at}`} ws={ws} zone={zone} row={row} stageName={stageName} />)}
        {customers.map((row) => <Customer key={row.person} ws={ws} zone={zone} row={row} />)}
        {voices.map((row) => <Voice key={row.voice_id} ws={ws} zone={zone} row={row} />)}
        {events.map((row, at) => <Happened key={`${row.person}-${row.time}-${at}`} ws={ws} zone={zone} row={row} />)}
      </ol>
      {more ? (
        <div className={styles.more}>
          <Button onClick={() => !loading && more()} aria-disabled={loading}>{loading ? t('state.loading') : t('evidence.more')}</Button>
          <span>{t('evidence.shown', { shown: format.count(shown), all: format.count(n) })}</span>
        </div>
      ) : null}
    </>
  );
}

interface RowProps<T> {
  ws: string;
  zone: string;
  row: T;
}

function Person({ ws, person, label }: { ws: string; person: string; label: string }) {
  return (
    <Link className={styles.person} to="/w/$ws/customers/$person" params={{ ws, person }}>
      {label}
    </Link>
  );
}

function Walk({ ws, zone, row, stageName }: RowProps<WalkRow> & { stageName: (id: string) => string }) {
  const { t } = useTranslation();
  const format = useFormat(zone);
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <Person ws={ws} person={row.person} label={row.label} />
        <span className={styles.end}>{t(`outcome.${row.outcome}`)}</span>
      </div>
      <div className={styles.small}>{row.stages.map(stageName).join(' → ')}</div>
      <div className={styles.small}>
        {[
          format.dayRange(row.start, row.end),
          row.duration_s === null ? null : format.span(row.duration_s),
          t('unit.events', { count: row.events, n: format.count(row.events) }),
        ].filter(Boolean).join(' · ')}
      </div>
    </li>
  );
}

function Customer({ ws, zone, row }: RowProps<CustomerRow>) {
  const { t } = useTranslation();
  const format = useFormat(zone);
  const traits = Object.entries(row.traits).slice(0, 2).map(([name, value]) => `${name} ${value}`);
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <Person ws={ws} person={row.person} label={row.label} />
        <span className={styles.end}>
          {t('unit.events', { count: row.events, n: format.count(row.events) })}
          {row.voices > 0 ? ` · ${t('unit.voices', { count: row.voices, n: format.count(row.voices) })}` : ''}
        </span>
      </div>
      <div className={styles.small}>{[format.dayRange(row.first, row.last), ...traits].join(' · ')}</div>
    </li>
  );
}

function Voice({ ws, zone, row }: RowProps<VoiceRow>) {
  const { t } = useTranslation();
  const format = useFormat(zone);
  return (
    <li className={styles.row}>
      {row.text ? <Quote text={row.text} /> : <p className="faint">{t('voice.noText')}</p>}
      <div className={styles.tags}>
        {row.sentiment ? <SentimentTag sentiment={row.sentiment} /> : null}
        {row.score === null ? null : <Tag>{t(`scale.${row.scale ?? 'none'}`, { score: format.plain(row.score, Number.isInteger(row.score) ? 0 : 1) })}</Tag>}
        {row.product ? <Tag title={row.product}>{row.product}</Tag> : null}
      </div>
      <div className={styles.small}>
        {[t(`source.${row.source}`), format.day(row.time), row.order].filter(Boolean).join(' · ')}
        {row.person && row.label ? <> · <Person ws={ws} person={row.person} label={row.label} /></> : null}
      </div>
    </li>
  );
}

function Happened({ ws, zone, row }: RowProps<EventRow>) {
  const format = useFormat(zone);
  const amount = row.amount === null ? null : row.currency ? format.money(row.amount, row.currency) : format.plain(row.amount, 0);
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <b>{row.event}</b>
        <span className={styles.end}>{format.moment(row.time)}</span>
      </div>
      <div className={styles.small}>
        <Person ws={ws} person={row.person} label={row.label} />
        {[row.channel, row.product, row.order, amount].filter(Boolean).map((part) => ` · ${part}`).join('')}
      </div>
    </li>
  );
}
