// What the previewed rows give as they are read now: counts, the first of them in words, and what could not be read.
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../api/contract';
import { Quote, useFormat } from '../../parts';
import { VoiceLabels } from '../voices/VoiceItem';
import styles from './imports.module.css';

const REJECTS_SHOWN = 6;

export function Found({ preview, zone, stale }: { preview: Preview; zone: string; stale: boolean }) {
  const { t } = useTranslation('imports');
  const { count } = useFormat(zone);
  const { result } = preview;
  return (
    <div className={styles.found} aria-busy={stale} data-stale={stale}>
      <dl className={styles.counts}>
        {(['events', 'voices', 'customers'] as const).map((what) => (
          <div key={what}>
            <dt>{t(`found.${what}`)}</dt>
            <dd data-none={result[what] === 0}>{count(result[what])}</dd>
          </div>
        ))}
        <div>
          <dt>{t('found.rejected')}</dt>
          <dd data-none={result.rejected.length === 0}>{count(result.rejected.length)}</dd>
        </div>
      </dl>
      <p className="hidden-text" aria-live="polite">
        {t('found.said', { events: result.events, voices: result.voices, rejected: result.rejected.length })}
      </p>
      {result.rejected.length > 0 ? (
        <>
          <h3>{t('found.why')}</h3>
          <ul className={styles.rejects}>
            {result.rejected.slice(0, REJECTS_SHOWN).map((one, at) => (
              <li key={at}>
                {one.sheet ? <b>{t('sheets.at', { sheet: one.sheet })} </b> : null}
                <b>{t('common:errors.row', { row: one.row })}</b> {one.field}
                <span>
                  {t(`reason.${one.reason}`, { defaultValue: one.reason })}
                  {one.value === '' ? '' : ` · “${one.value}”`}
                </span>
              </li>
            ))}
          </ul>
          {result.rejected.length > REJECTS_SHOWN ? <p className="faint">{t('found.more', { n: count(result.rejected.length - REJECTS_SHOWN) })}</p> : null}
        </>
      ) : null}
      <Samples preview={preview} zone={zone} />
    </div>
  );
}

function Samples({ preview, zone }: { preview: Preview; zone: string }) {
  const { t } = useTranslation('imports');
  const format = useFormat(zone);
  const { events, voices } = preview.sample;
  if (events.length + voices.length === 0) return null;
  return (
    <>
      <h3>{t('found.samples')}</h3>
      <ul className={styles.sample}>
        {events.slice(0, 3).map((event, at) => (
          <li key={at}>
            <b>{event.event}</b>
            <span>
              {[
                event.label, format.moment(event.time), event.product, event.order,
                event.amount === null ? null : event.currency ? format.money(event.amount, event.currency) : format.plain(event.amount),
              ].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
        {voices.slice(0, 2).map((voice) => (
          <li key={voice.voice_id}>
            {voice.text ? <Quote text={voice.text} size="cell" lines={3} /> : null}
            <VoiceLabels voice={voice} />
            <span>{[t(`common:source.${voice.source}`), voice.label, format.moment(voice.time)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
