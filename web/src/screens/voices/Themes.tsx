// What customers speak of again and again: how often, what became more of late, how it goes along with satisfaction, and
// in whose words. A theme opens the voices that speak of it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeList, ThemeRow } from '../../api/contract';
import { Button, ErrorPart, LoadingGrid, Quote, Tag, useFormat } from '../../parts';
import { themesQuery } from './queries';
import { useTopics } from './topics';
import styles from './themes.module.css';

/** Themes that stand open at first. */
const SHOWN = 20;

export function Themes({ ws, zone }: { ws: string; zone: string }) {
  const { t } = useTranslation('voices');
  const themes = useQuery(themesQuery(ws));
  if (themes.isError) return <ErrorPart error={themes.error} title={t('themes.failed')} retry={() => void themes.refetch()} />;
  if (themes.isPending) return <LoadingGrid columns={3} rows={8} says={t('themes.looking')} />;
  return <Listed ws={ws} zone={zone} list={themes.data} />;
}

function Listed({ ws, zone, list }: { ws: string; zone: string; list: ThemeList }) {
  const { t } = useTranslation('voices');
  const { count, share } = useFormat();
  const [all, setAll] = useState(false);
  if (list.themes.length === 0) return <p className={styles.none}>{t('themes.none')}</p>;
  // what is new comes first; what says only that somebody is glad or unhappy comes last
  const place = (theme: ThemeRow) => (theme.emerging ? 0 : theme.general ? 2 : 1);
  const sorted = [...list.themes].sort((a, b) => place(a) - place(b) || b.voices - a.voices);
  const definite = sorted.filter(({ general }) => !general);
  const most = Math.max(...(definite.length > 0 ? definite : sorted).map(({ voices }) => voices));
  return (
    <>
      <p className={styles.about}>
        {t('themes.about', { n: count(list.spoken), general: share(list.spoken > 0 ? list.general / list.spoken : 0), other: share(list.spoken > 0 ? list.other / list.spoken : 0) })}
      </p>
      <ol className={styles.list}>
        {sorted.slice(0, all ? undefined : SHOWN).map((theme) => <Item key={theme.id} ws={ws} zone={zone} theme={theme} most={most} />)}
      </ol>
      {sorted.length > SHOWN ? (
        <Button onClick={() => setAll(!all)}>{all ? t('themes.fewer') : t('themes.all', { n: count(sorted.length) })}</Button>
      ) : null}
    </>
  );
}

function Item({ ws, zone, theme, most }: { ws: string; zone: string; theme: ThemeRow; most: number }) {
  const { t } = useTranslation('voices');
  const format = useFormat(zone);
  const { nameOf } = useTopics();
  const { impact } = theme;
  const [quote] = theme.verbatims;
  return (
    <li className={styles.theme}>
      <div className={styles.said}>
        <h2>
          <Link className="link" to="/w/$ws/voices" params={{ ws }} search={{ theme: theme.id }}>{theme.name}</Link>
        </h2>
        <p className={styles.tags}>
          <Tag>{nameOf(theme.topic)}</Tag>
          {theme.emerging ? <Tag>{theme.since ? t('themes.newSince', { day: format.day(theme.since) }) : t('themes.new')}</Tag> : null}
          {theme.trend === 'falling' ? <Tag>{t('themes.falling')}</Tag> : null}
          {theme.general ? <Tag>{t('themes.general')}</Tag> : null}
        </p>
        {quote ? <Quote text={quote.text} size="drawer" lines={2} /> : null}
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>{t('themes.voices')}</dt>
          <dd>
            <span>{format.count(theme.voices)}</span>
            <i className={styles.bar} style={{ width: `${Math.min(100, (100 * theme.voices) / most)}%` }} aria-hidden="true" />
          </dd>
        </div>
        <div>
          <dt>{t('themes.impact')}</dt>
          <dd>
            {impact ? (
              <>
                <span>{t('themes.points', { n: format.signed(100 * impact.value) })}</span>
                <small>{format.signedInterval(100 * impact.low, 100 * impact.high)} · n {format.count(impact.n)}</small>
              </>
            ) : <span className="faint">{t('themes.tooFew')}</span>}
          </dd>
        </div>
      </dl>
    </li>
  );
}
