// What the person did and said, day by day. Words are serif, deeds are one line each.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EventRow, VoiceRow } from '../../api/contract';
import { Quote, useFormat } from '../../parts';
import { VoiceLabels } from '../voices/VoiceItem';
import styles from './customers.module.css';
import type { Day } from './days';

interface TimelineProps {
  ws: string;
  zone: string;
  journey: string | null;
  days: Day[];
  stageName: (id: string) => string;
}

export function Timeline({ ws, zone, journey, days, stageName }: TimelineProps) {
  const { lang } = useFormat(zone);
  const weekday = new Intl.DateTimeFormat(lang === 'ko' ? 'ko-KR' : 'en-GB', { weekday: 'short', timeZone: 'UTC' });
  const format = useFormat(zone);
  return (
    <ol className={styles.days}>
      {days.map(({ day, items }) => (
        <li key={day} className={styles.day}>
          <h3 className={styles.date}>
            <time dateTime={day}>{format.day(day)}</time> <span>{weekday.format(new Date(`${day}T00:00:00Z`))}</span>
          </h3>
          <ol className={styles.items}>
            {items.map((item, at) =>
              item.is === 'voice' ? (
                <SaidRow key={item.voice.voice_id + at} zone={zone} voice={item.voice}>
                  <Place ws={ws} journey={journey} stage={item.voice.stage ?? null} cell="voices" stageName={stageName} />
                </SaidRow>
              ) : (
                <DidRow key={item.event.time + item.event.event + at} zone={zone} event={item.event} times={item.times}>
                  <Place ws={ws} journey={journey} stage={item.event.stage ?? null} cell="events" stageName={stageName} />
                </DidRow>
              ),
            )}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function useTime(zone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  return (instant) => format.format(new Date(instant));
}

function DidRow({ zone, event, times, children }: { zone: string; event: EventRow; times: number; children: React.ReactNode }) {
  const { t } = useTranslation('customers');
  const format = useFormat(zone);
  const time = useTime(zone);
  const amount = event.amount === null ? null : event.currency ? format.money(event.amount, event.currency) : format.plain(event.amount);
  const more = Object.entries(event.properties ?? {}).map(([name, value]) => `${name} ${value}`);
  return (
    <li className={styles.did}>
      <time dateTime={event.time}>{time(event.time)}</time>
      <i className={styles.knot} aria-hidden="true" />
      <div>
        <b>{event.event}</b>
        {times > 1 ? <span className="soft"> {t('times', { n: times })}</span> : null}
        {amount ? <span> {amount}</span> : null}
        <span className={styles.facts}>{[event.channel, event.product, event.order, ...more].filter(Boolean).join(' · ')}</span>
      </div>
      <span className={styles.place}>{children}</span>
    </li>
  );
}

function SaidRow({ zone, voice, children }: { zone: string; voice: VoiceRow; children: React.ReactNode }) {
  const { t } = useTranslation('customers');
  const time = useTime(zone);
  return (
    <li className={styles.saidRow}>
      <time dateTime={voice.time}>{time(voice.time)}</time>
      <i className={styles.knot} data-said="" aria-hidden="true" />
      <div>
        {voice.text ? <Quote text={voice.text} /> : <p className="faint">{t('scoreOnly')}</p>}
        <VoiceLabels voice={voice} />
        <span className={styles.facts}>
          {[t(`common:source.${voice.source}`), voice.channel, voice.survey, voice.product, voice.order].filter(Boolean).join(' · ')}
        </span>
      </div>
      <span className={styles.place}>{children}</span>
    </li>
  );
}

interface PlaceProps {
  ws: string;
  journey: string | null;
  stage: string | null;
  cell: 'events' | 'voices';
  stageName: (id: string) => string;
}

function Place({ ws, journey, stage, cell, stageName }: PlaceProps) {
  if (journey === null || stage === null) return null;
  return (
    <Link className="link" to="/w/$ws/journeys/$id" params={{ ws, id: journey }} search={{ cell: `${stage}.${cell}` }}>
      {stageName(stage)}
    </Link>
  );
}
