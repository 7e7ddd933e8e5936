// All voices, newest first: what customers said, word for word.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feeling, Intent, Rated, Sentiment, Topic, VoiceRow, Voices as VoicePage, VoiceSource } from '../../api/contract';
import { journeyQuery, journeysQuery } from '../../api/queries';
import { localText } from '../../i18n';
import { buttonClass, Button, EmptyState, ErrorPart, LoadingGrid, PeriodPicker, Segments, useFormat, useLang } from '../../parts';
import { useAddress } from '../page/address';
import { DemoLink } from '../page/DemoLink';
import { More } from '../page/More';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import { Filters, LABELS } from './Filters';
import type { Saved } from './LabelEditor';
import { SavedLine } from './SavedLine';
import { Themes } from './Themes';
import { themesQuery, voicesQuery } from './queries';
import { Topics } from './Topics';
import { VoiceItem } from './VoiceItem';
import styles from './voices.module.css';

const NAMES = ['voice', 'q', 'source', 'score', 'rated', 'stage', 'journey', 'from', 'to', 'theme', 'view', 'nearly', 'amended', ...LABELS] as const;

export function Voices() {
  const { t } = useTranslation('voices');
  const lang = useLang();
  const format = useFormat();
  const { ws, zone } = useHere();
  const [words, change] = useAddress(NAMES);
  const journeys = useQuery(journeysQuery(ws));
  const journey = words.journey ?? journeys.data?.journeys[0]?.id ?? null;
  const stages = useStages(ws, journey);
  const [score_min, score_max] = (words.score ?? '').split('-').map((end) => (end === '' ? undefined : Number(end)));
  const list = useInfiniteQuery({
    ...voicesQuery(ws, {
      voice: words.voice, q: words.q, nearly: words.nearly === 'yes' || undefined, source: words.source as VoiceSource | undefined, score_min, score_max,
      topic: words.topic as Topic | undefined, sentiment: words.sentiment as Sentiment | undefined,
      intent: words.intent as Intent | undefined, feeling: words.feeling as Feeling | undefined, theme: words.theme,
      put_right: words.amended === undefined ? undefined : words.amended === 'true',
      rated: words.rated as Rated | undefined, stage: words.stage, journey: journey ?? undefined, from: words.from, to: words.to,
    }),
    enabled: !journeys.isPending,
  });
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const filtered = Boolean(words.theme || words.amended || LABELS.some((of) => words[of]) || words.voice || words.q || words.source || words.score || words.rated || words.stage || words.from || words.to);
  const nothing = first?.n === 0 && !filtered;
  const view = words.view === 'themes' || words.view === 'topics' ? words.view : 'list';
  const [saved, setSaved] = useState<Saved | null>(null);
  const stageName = (id: string | null | undefined) => {
    const name = stages.find((stage) => stage.id === id)?.name;
    return name === undefined ? null : localText(name, lang);
  };
  return (
    <>
      <TopBar title={t('title')} count={first?.n}>
        {nothing ? null : (
          <Segments
            name={t('view.name')} value={view}
            options={[{ value: 'list', label: t('view.list') }, { value: 'themes', label: t('view.themes') }, { value: 'topics', label: t('view.topics') }]}
            onChange={(to) => change({ view: to === 'list' ? '' : to })}
          />
        )}
        {nothing || view !== 'list' ? null : (
          <PeriodPicker
            value={{ from: words.from ?? null, to: words.to ?? null }} last={null}
            onChange={(period) => change({ from: period.from ?? '', to: period.to ?? '' })}
          />
        )}
      </TopBar>
      {view === 'themes' && !nothing ? <div className="page"><Themes ws={ws} zone={zone} /></div> : null}
      {view === 'topics' && !nothing ? <div className="page"><Topics ws={ws} zone={zone} /></div> : null}
      <div className="page" hidden={view !== 'list' && !nothing} aria-busy={list.isFetching}>
        {nothing ? (
          <NoVoices ws={ws} />
        ) : (
          <Filters
            labels={words} facets={first?.facets}
            q={words.q ?? ''} source={words.source ?? ''} score={words.score ?? ''} stage={words.stage ?? ''}
            sources={first?.by_source ?? []} stages={stages.map(({ id, name }) => ({ id, name: localText(name, lang) }))}
            amended={words.amended ?? ''} change={change}
          />
        )}
        <SavedLine ws={ws} saved={saved} onSaved={setSaved} />
        {words.voice ? (
          <p className={styles.rated}>
            {t('one')}{' '}
            <Button onClick={() => change({ voice: '' })}>{t('showAll')}</Button>
          </p>
        ) : null}
        {words.theme ? <OfTheme ws={ws} theme={words.theme} clear={() => change({ theme: '' })} /> : null}
        {words.rated ? (
          <p className={styles.rated}>
            {t('rated', { name: t(`home:kpi.${words.rated}`, { defaultValue: words.rated }) })}{' '}
            <Button onClick={() => change({ rated: '' })}>{t('clear')}</Button>
          </p>
        ) : null}
        {first && LABELS.some((of) => words[of]) ? (
          <p className={styles.rated}>{t('read')} {first.facets.silent > 0 ? t('silent', { n: format.count(first.facets.silent) }) : null}</p>
        ) : null}
        {first && first.facets.nowhere > 0 ? <p className={styles.rated}>{t('nowhere', { n: format.count(first.facets.nowhere) })}</p> : null}
        {first && words.q ? <Nearly q={words.q} nearly={first.nearly} n={first.n} asked={words.nearly === 'yes'} change={change} /> : null}
        {list.isError ? <ErrorPart error={list.error} title={t('failed')} retry={() => void list.refetch()} /> : null}
        {list.isPending ? <LoadingGrid columns={3} rows={8} /> : null}
        {first && !nothing && rows.length === 0 ? (
          <div className={styles.none}>
            <p>{t('none')}</p>
            <Button onClick={() => change(Object.fromEntries(NAMES.map((name) => [name, ''])))}>{t('clear')}</Button>
          </div>
        ) : null}
        {first && rows.length > 0 ? (
          <VoiceList
            ws={ws} zone={zone} rows={rows} n={first.n} journey={journey} stageName={stageName} busy={list.isFetchingNextPage} onSaved={setSaved}
            more={list.hasNextPage ? () => void list.fetchNextPage() : null}
          />
        ) : null}
      </div>
    </>
  );
}

interface NearlyProps {
  q: string;
  nearly: VoicePage['nearly'];
  n: number;
  asked: boolean;
  change: (to: Record<string, string>) => void;
}

/** Whether the list holds voices that do not say the very letters, and how many more there are. */
function Nearly({ q, nearly, n, asked, change }: NearlyProps) {
  const { t } = useTranslation('voices');
  const { count } = useFormat();
  const instead = nearly.shown && nearly.n > 0 && nearly.n === n;
  if (nearly.n === 0 && nearly.waiting === 0) return null;
  return (
    <p className={styles.rated} role="status">
      {instead ? t('nearly.instead', { q }) : null}
      {!instead && nearly.shown && nearly.n > 0 ? t('nearly.among', { n: count(nearly.n) }) : null}
      {!nearly.shown && nearly.n > 0 ? <>{t('nearly.more', { n: count(nearly.n) })}{' '}<Button onClick={() => change({ nearly: 'yes' })}>{t('nearly.show')}</Button></> : null}
      {asked && !instead ? <>{' '}<Button onClick={() => change({ nearly: '' })}>{t('nearly.only')}</Button></> : null}
      {nearly.waiting > 0 ? <>{' '}{t('nearly.waiting', { n: count(nearly.waiting) })}</> : null}
    </p>
  );
}

/** Which theme the list is chosen by, in its words. */
function OfTheme({ ws, theme, clear }: { ws: string; theme: string; clear: () => void }) {
  const { t } = useTranslation('voices');
  const themes = useQuery(themesQuery(ws));
  const name = themes.data?.themes.find(({ id }) => id === theme)?.name ?? theme;
  return (
    <p className={styles.rated}>
      {t('themes.only', { name })}{' '}
      <Button onClick={clear}>{t('showAll')}</Button>
    </p>
  );
}

function NoVoices({ ws }: { ws: string }) {
  const { t } = useTranslation('voices');
  return (
    <EmptyState
      title={t('empty.title')}
      actions={
        <>
          <Link className={buttonClass('primary')} to="/w/$ws/imports/new" params={{ ws }}>{t('empty.upload')}</Link>
          <DemoLink />
        </>
      }
    >
      {t('empty.why')}
    </EmptyState>
  );
}

interface VoiceListProps {
  ws: string;
  zone: string;
  rows: VoiceRow[];
  n: number;
  journey: string | null;
  stageName: (id: string | null | undefined) => string | null;
  busy: boolean;
  more: (() => void) | null;
  onSaved: (saved: Saved) => void;
}

function VoiceList({ ws, zone, rows, n, journey, stageName, busy, more, onSaved }: VoiceListProps) {
  const { t } = useTranslation('voices');
  const { count } = useFormat();
  return (
    <>
      <p className="hidden-text" aria-live="polite">{t('found', { n: count(n) })}</p>
      <ol className={styles.list}>
        {rows.map((voice) => (
          <VoiceItem key={voice.voice_id} ws={ws} zone={zone} voice={voice} journey={journey} stage={stageName(voice.stage)} onSaved={onSaved} />
        ))}
      </ol>
      <More shown={rows.length} of={n} busy={busy} more={more} />
    </>
  );
}

/** Stages of the journey that voices are placed in. */
function useStages(ws: string, journey: string | null) {
  const query = useQuery({ ...journeyQuery(ws, journey ?? ''), enabled: journey !== null });
  return query.data?.definition.stages ?? [];
}
