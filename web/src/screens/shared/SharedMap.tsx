// The map that a link opens: the same map, read only, without navigation, editing, or the people behind the numbers. A link
// that opens nothing shows nothing, and does not say why.
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import type { JourneyMap, Side } from '../../api/contract';
import { keep, kept } from '../../api/kept';
import type { View } from '../../api/queries';
import { Button, EmptyState, ErrorPart, LoadingGrid, Logo, useFormat, useLang } from '../../parts';
import { MapProvider, type MapContext, type Visit } from '../map/context';
import { viewText } from '../map/describe';
import { Evidence } from '../map/Evidence';
import { FoundProvider } from '../map/found/FoundProvider';
import { PrintFound } from '../map/found/PrintFound';
import { Grid } from '../map/Grid';
import { Legend } from '../map/Legend';
import map_ from '../map/MapScreen.module.css';
import { PrintHead } from '../map/PrintHead';
import { Story } from '../map/Story';
import { ToBe } from '../map/to-be/ToBe';
import { TextField } from '../page/Field';
import { doorQuery, enterWith, sharedMapQuery } from './queries';
import styles from './shared.module.css';

const passKey = (token: string) => `yeojido.pass.${token.slice(0, 12)}`;

export function SharedMap() {
  const { token } = useParams({ from: '/s/$token' });
  const { t } = useTranslation(['map', 'team']);
  const lang = useLang();
  const door = useQuery(doorQuery(token));
  const [pass, setPass] = useState<string | null>(() => kept('sessionStorage', passKey(token)));
  const visit = useMemo<Visit>(() => ({ token, pass }), [token, pass]);
  const mayAsk = door.data !== undefined && (!door.data.password || pass !== null);
  const query = useQuery({ ...sharedMapQuery(visit, lang), enabled: mayAsk });
  const error = door.error ?? query.error;
  if (error instanceof ApiError && error.code === 'not_found') return <Nothing />;
  const closed = door.data?.password && (pass === null || (query.error instanceof ApiError && query.error.code === 'password_needed'));
  if (closed) {
    const enter = (next: string) => {
      keep('sessionStorage', passKey(token), next);
      setPass(next);
    };
    return <AskPassword token={token} enter={enter} />;
  }
  if (error) return <ErrorPart error={error} title={t('failed')} retry={() => void (door.error ? door : query).refetch()} />;
  if (!query.data) return <div className={map_.loading}><LoadingGrid columns={5} rows={12} /></div>;
  return <Shown visit={visit} map={query.data} side={door.data?.side ?? 'as_is'} />;
}

function Nothing() {
  const { t } = useTranslation('team');
  return (
    <main className={styles.page}>
      <title>{t('visit.title')}</title>
      <EmptyState title={t('visit.nothing')}>{t('visit.nothingHow')}</EmptyState>
    </main>
  );
}

function AskPassword({ token, enter }: { token: string; enter: (pass: string) => void }) {
  const { t } = useTranslation('team');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    setError(null);
    try {
      enter((await enterWith(token, password)).pass);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className={styles.page}>
      <title>{t('visit.title')}</title>
      <form className={styles.door} onSubmit={(event) => { event.preventDefault(); void open(); }}>
        <h1>{t('visit.ask')}</h1>
        <TextField label={t('visit.password')} type="password" autoComplete="current-password" value={password} onText={setPassword} />
        {error ? <ErrorPart error={error} /> : null}
        <Button look="primary" type="submit" disabled={busy || password === ''}>{t('visit.enter')}</Button>
      </form>
    </main>
  );
}

function Shown({ visit, map, side }: { visit: Visit; map: JourneyMap; side: Side }) {
  const { t } = useTranslation(['team', 'to-be']);
  const search = useSearch({ from: '/s/$token' });
  const navigate = useNavigate({ from: '/s/$token' });
  const phone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false });
  const format = useFormat(map.zone);
  const select = useCallback(
    (cell: string | null) => void navigate({ search: (old) => ({ ...old, cell: cell ?? undefined }), replace: true }),
    [navigate],
  );
  const go = useCallback((change: { stage?: string }) => void navigate({ search: (old) => ({ ...old, ...('stage' in change ? { stage: change.stage } : {}) }), replace: true }), [navigate]);
  const view = useMemo<View>(() => ({ from: map.from, to: map.to, where: map.filter ?? [] }), [map]);
  const context = useMemo<MapContext>(
    () => ({ ws: '', map, view, selected: search.cell ?? null, select, visit }),
    [map, view, search.cell, select, visit],
  );
  return (
    <MapProvider value={context}>
      <title>{`${map.name} – ${t('visit.title')}`}</title>
      <main className={styles.screen}>
        {search.embed ? null : (
          <header className={styles.bar}>
            <Logo />
            <h1>{map.name}{side === 'to_be' ? ` · ${t('to-be:share.toBe')}` : ''}</h1>
            <span>{viewText(map, view, format, t)}</span>
            <span className={styles.reads}>{t('visit.reads')} · {t('map:computed', { ago: format.ago(map.computed_at) })}</span>
          </header>
        )}
        {side === 'to_be' ? <ToBe story={phone ?? false} stage={search.stage ?? null} go={go} /> : <Today phone={phone ?? false} stage={search.stage ?? null} go={go} />}
      </main>
    </MapProvider>
  );
}

/** The map of today with what it has found. */
function Today({ phone, stage, go }: { phone: boolean; stage: string | null; go: (change: { stage?: string }) => void }) {
  return (
    <FoundProvider settled>
      {phone ? <Story stage={stage} go={go} empty={null} onPresent={null} /> : (
        <>
          <PrintHead />
          <div className={map_.body}>
            <Grid asTable={false} />
            <Evidence />
          </div>
          <PrintFound />
          <Legend />
        </>
      )}
      {phone ? <Evidence /> : null}
    </FoundProvider>
  );
}
