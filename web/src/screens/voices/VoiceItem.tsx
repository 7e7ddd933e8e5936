// One voice: the words in serif, under them feeling, score and source; at the side who, when and where on the map.
import { IconMapPin, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { VoiceRow } from '../../api/contract';
import { Quote, SentimentTag, Tag, useFormat } from '../../parts';
import { ReplyDraft } from '../machine/ReplyDraft';
import { feelingOf, topOf } from './score';
import styles from './voices.module.css';

/** Where a customer waits for an answer, or may be given one. */
const ANSWERED = new Set(['review', 'app_review', 'chat', 'e-mail', 'social', 'survey', 'call']);

interface VoiceItemProps {
  ws: string;
  zone: string;
  voice: VoiceRow;
  journey: string | null;
  /** Name of the stage it is placed in; `null`: placed nowhere. */
  stage: string | null;
}

export function VoiceItem({ ws, zone, voice, journey, stage }: VoiceItemProps) {
  const { t } = useTranslation('voices');
  const format = useFormat(zone);
  return (
    <li className={styles.voice}>
      <div className={styles.said}>
        {voice.text ? <Quote text={voice.text} size="drawer" /> : <p className="faint">{t('scoreOnly')}</p>}
        <VoiceLabels voice={voice} />
        <p className={styles.about}>
          {[t(`common:source.${voice.source}`), voice.channel, voice.survey, voice.product, voice.order].filter(Boolean).join(' · ')}
        </p>
        {voice.text && ANSWERED.has(voice.source) ? <ReplyDraft ws={ws} zone={zone} voice={voice.voice_id} /> : null}
      </div>
      <dl className={styles.side}>
        <div>
          <dt className="hidden-text">{t('time')}</dt>
          <dd>{format.moment(voice.time)}</dd>
        </div>
        <div>
          <dt>
            <IconUserCircle size={14} stroke={1.5} aria-hidden="true" />
            <span className="hidden-text">{t('customer')}</span>
          </dt>
          <dd>
            {voice.person ? (
              <Link className="link" to="/w/$ws/customers/$person" params={{ ws, person: voice.person }}>
                {voice.label ?? voice.person}
              </Link>
            ) : (
              <span className="faint">{t('stranger')}</span>
            )}
          </dd>
        </div>
        {journey ? (
          <div>
            <dt>
              <IconMapPin size={14} stroke={1.5} aria-hidden="true" />
              <span className="hidden-text">{t('stage')}</span>
            </dt>
            <dd>
              {voice.stage && stage ? (
                <Link
                  className="link" to="/w/$ws/journeys/$id" params={{ ws, id: journey }}
                  search={{ cell: `${voice.stage}.voices` }}
                >
                  {stage}
                </Link>
              ) : (
                <span className="faint">{t('unplaced')}</span>
              )}
            </dd>
          </div>
        ) : null}
      </dl>
    </li>
  );
}

/** Feeling by shape, colour and word; the score with its scale; a remark when it was written by staff. */
export function VoiceLabels({ voice }: { voice: VoiceRow }) {
  const { t } = useTranslation('voices');
  const format = useFormat();
  const feeling = feelingOf(voice);
  const top = topOf(voice.scale);
  const score = voice.score === null ? null : format.plain(voice.score, Number.isInteger(voice.score) ? 0 : 1);
  return (
    <div className={styles.labels}>
      {feeling ? <SentimentTag sentiment={feeling} /> : null}
      {score !== null ? (
        <Tag>{top === null ? t('score.bare', { score }) : t(`score.${voice.scale}`, { score, top })}</Tag>
      ) : null}
      {voice.author_role === 'staff' ? <Tag>{t('staff')}</Tag> : null}
      <Said statements={voice.statements} />
    </div>
  );
}

/** What the statements are about, what they want and feel, each once. */
function Said({ statements }: { statements: VoiceRow['statements'] }) {
  const { t } = useTranslation();
  const told = [
    ...statements.flatMap(({ topic }) => topic.slice(0, 2)).map((topic) => t(`topic.${topic}`)),
    ...statements.flatMap(({ intent }) => (intent && intent !== 'remark' ? [t(`intent.${intent}`)] : [])),
    ...statements.flatMap(({ emotion }) => emotion.slice(0, 1)).filter((feeling) => feeling !== 'none').map((feeling) => t(`felt.${feeling}`)),
  ];
  return [...new Set(told)].map((label) => <Tag key={label}>{label}</Tag>);
}
