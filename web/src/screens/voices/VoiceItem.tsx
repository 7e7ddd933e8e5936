// One voice: the words in serif, under them feeling, score and source; at the side who, when and where on the map.
import { IconMapPin, IconPencil, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoiceRow } from '../../api/contract';
import { actorName } from '../../i18n';
import { Button, LoadingGrid, Quote, SentimentTag, Tag, useFormat } from '../../parts';
import { ReplyDraft } from '../machine/ReplyDraft';
import type { Saved } from './LabelEditor';
import { feelingOf, topOf } from './score';
import { useTopics } from './topics';
import styles from './voices.module.css';

const LabelEditor = lazy(() => import('./LabelEditor').then(({ LabelEditor: it }) => ({ default: it })));
/** Where a customer waits for an answer, or may be given one. */
const ANSWERED = new Set(['review', 'app_review', 'chat', 'e-mail', 'social', 'survey', 'call']);

interface VoiceItemProps {
  ws: string;
  zone: string;
  voice: VoiceRow;
  journey: string | null;
  /** Name of the stage it is placed in; `null`: placed nowhere. */
  stage: string | null;
  onSaved: (saved: Saved) => void;
}

export function VoiceItem({ ws, zone, voice, journey, stage, onSaved }: VoiceItemProps) {
  const { t } = useTranslation('voices');
  const format = useFormat(zone);
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEditing(false);
    button.current?.focus();
  };
  // E edits, as on the map; not while somebody types
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const typing = (event.target as HTMLElement).closest('input, select, textarea') !== null;
    if (event.key.toLowerCase() !== 'e' || typing || event.ctrlKey || event.metaKey || event.altKey || voice.statements.length === 0) return;
    event.preventDefault();
    setEditing(true);
  };
  return (
    <li className={styles.voice} onKeyDown={onKeyDown}>
      <div className={styles.said}>
        {voice.text ? <Quote text={voice.text} size="drawer" /> : <p className="faint">{t('scoreOnly')}</p>}
        <div className={styles.labelled}>
          <VoiceLabels voice={voice} />
          {voice.statements.length > 0 ? (
            <Button ref={button} look="ghost" className={styles.pencil} aria-expanded={editing} onClick={() => setEditing(!editing)}>
              <IconPencil size={14} stroke={1.5} aria-hidden="true" />
              {t('amend')}
            </Button>
          ) : null}
        </div>
        {editing ? (
          <Suspense fallback={<LoadingGrid columns={1} rows={3} />}>
            <LabelEditor ws={ws} zone={zone} voice={voice} onSaved={onSaved} onClose={close} />
          </Suspense>
        ) : null}
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
  const amended = voice.statements.find(({ put_right }) => put_right)?.put_right;
  const score = voice.score === null ? null : format.plain(voice.score, Number.isInteger(voice.score) ? 0 : 1);
  return (
    <div className={styles.labels}>
      {feeling ? <SentimentTag sentiment={feeling} /> : null}
      {score !== null ? (
        <Tag>{top === null ? t('score.bare', { score }) : t(`score.${voice.scale}`, { score, top })}</Tag>
      ) : null}
      {voice.author_role === 'staff' ? <Tag>{t('staff')}</Tag> : null}
      <Said statements={voice.statements} />
      {amended ? <Tag title={t('amendedBy', { by: actorName(amended.by, t), at: format.moment(amended.at) })}><IconPencil size={12} stroke={1.5} aria-hidden="true" />{t('amended')}</Tag> : null}
    </div>
  );
}

/** What the statements are about, what they want and feel, each once. */
function Said({ statements }: { statements: VoiceRow['statements'] }) {
  const { t } = useTranslation();
  const { nameOf, hides } = useTopics();
  const told = [
    ...statements.flatMap(({ topic }) => topic.filter((one) => !hides(one)).slice(0, 2)).map(nameOf),
    ...statements.flatMap(({ intent }) => (intent && intent !== 'remark' ? [t(`intent.${intent}`)] : [])),
    ...statements.flatMap(({ emotion }) => emotion.slice(0, 1)).filter((feeling) => feeling !== 'none').map((feeling) => t(`felt.${feeling}`)),
  ];
  return [...new Set(told)].map((label) => <Tag key={label}>{label}</Tag>);
}
