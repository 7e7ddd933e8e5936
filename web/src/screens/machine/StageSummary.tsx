// What customers go through in a stage, written by a language model when somebody asks for it. Every sentence opens the
// words that it rests on; how much was read, by which model and when stands under it.
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapStage, Quote as Words, StageSummary as Answer, Summary } from '../../api/contract';
import { actorName } from '../../i18n';
import { Block, Button, ErrorPart, Quote, SentimentWord, useFormat, useLang } from '../../parts';
import { useMap } from '../map/context';
import styles from './machine.module.css';
import { summaryQuery, useSummarize } from './queries';

export function StageSummary({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('machine');
  const { ws, map, view } = useMap();
  const of = { ws, map, view, stage: stage.id, lang: useLang() };
  const query = useQuery(summaryQuery(of));
  const ask = useSummarize(of);
  const found = query.data;
  // a workspace that uses no model is not bothered with one
  if (!found) return query.error ? <Block title={t('summary.title')}><ErrorPart error={query.error} title={t('summary.failed')} /></Block> : null;
  if (!found.on && found.summary === null) return null;
  return (
    <Block title={t('summary.title')} note={found.summary ? t('summary.by') : undefined}>
      {found.summary ? <Sentences summary={found.summary} /> : <Offer found={found} />}
      {ask.error ? <ErrorPart error={ask.error} /> : null}
      <div role="status" className={styles.ask}>
        {ask.isPending ? <p className="faint">{t('summary.writing')}</p>
          : found.on && found.enough && (found.summary === null || found.summary.stale) ? (
            <Button onClick={() => ask.mutate()}>{t(found.summary ? 'summary.again' : 'summary.ask')}</Button>
          ) : null}
      </div>
    </Block>
  );
}

function Offer({ found }: { found: Answer }) {
  const { t } = useTranslation('machine');
  const { count } = useFormat();
  const counts = { statements: count(found.statements), given: count(found.given) };
  return <p className="soft">{t(found.enough ? 'summary.offer' : 'summary.few', counts)}</p>;
}

function Sentences({ summary }: { summary: Summary }) {
  const { t } = useTranslation('machine');
  const { map } = useMap();
  const { count, moment } = useFormat(map.zone);
  const { given, statements, voices, dropped, gone, stale, model, at, by } = summary;
  const counts = { given: count(given), statements: count(statements), voices: count(voices), left: count(statements - given) };
  return (
    <>
      <ol className={styles.sentences}>
        {summary.sentences.map((sentence, place) => (
          <Sentence key={place} text={sentence.text} words={sentence.cites.flatMap((cited) => summary.verbatims[cited] ?? [])} />
        ))}
      </ol>
      <div className={styles.notes}>
        {stale ? <p className={styles.stale}>{t('summary.stale')}</p> : null}
        <p>{t('summary.check')}</p>
        <p>{t(given < statements ? 'summary.read' : 'summary.readAll', counts)}</p>
        {dropped > 0 ? <p>{t('summary.dropped', { n: count(dropped) })}</p> : null}
        {gone > 0 ? <p>{t('summary.gone', { n: count(gone) })}</p> : null}
        <p>{t('summary.made', { model, when: moment(at), by: actorName(by, t) })}</p>
      </div>
    </>
  );
}

function Sentence({ text, words }: { text: string; words: Words[] }) {
  const { t } = useTranslation(['machine', 'common']);
  const { ws, map } = useMap();
  const { count, day } = useFormat(map.zone);
  const [open, setOpen] = useState(false);
  const id = useId();
  const Chevron = open ? IconChevronUp : IconChevronDown;
  return (
    <li>
      <button type="button" className={styles.sentence} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {text}
        <small>{t('summary.opens', { n: count(words.length) })}<Chevron size={12} stroke={1.5} aria-hidden="true" /></small>
      </button>
      <div id={id} className={open ? styles.behind : undefined}>
        {open ? words.map((one, place) => (
          <Quote key={place} text={one.text}>
            {one.sentiment ? <><SentimentWord sentiment={one.sentiment} /> · </> : null}
            {t(`common:source.${one.source}`)} · {day(one.time)} · <Link className="link" to="/w/$ws/voices" params={{ ws }} search={{ voice: one.voice_id }}>{t('summary.voice')}</Link>
          </Quote>
        )) : null}
      </div>
    </li>
  );
}
