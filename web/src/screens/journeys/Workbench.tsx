// Where a journey is edited: the bar with undo and save, three ways to see it, and at the side what its rules catch.
import { IconArrowBackUp, IconArrowForwardUp, IconArrowLeft } from '@tabler/icons-react';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, errorText } from '../../api/client';
import type { Journey, JourneyVersion } from '../../api/contract';
import { fieldsQuery, journeysQuery } from '../../api/queries';
import { localText } from '../../i18n';
import { Button, buttonClass, IconButton, Segments, useLang } from '../../parts';
import page from '../page/page.module.css';
import { Section } from '../page/Section';
import { TopBar } from '../page/TopBar';
import { Basics } from './Basics';
import { CheckPanel } from './CheckPanel';
import { Conflict } from './Conflict';
import { type Editing, EditingProvider } from './context';
import { useKeptDraft } from './draft';
import styles from './journeys.module.css';
import { checkQuery, putJourney } from './queries';
import { Stages } from './Stages';
import { Versions } from './Versions';
import { YamlTab } from './YamlTab';

const TABS = ['form', 'yaml', 'versions'] as const;
type Tab = (typeof TABS)[number];

interface WorkbenchProps {
  ws: string;
  /** What the server holds; `null` for a journey that was never saved. */
  saved: JourneyVersion | null;
  /** What to begin from. */
  start: Journey;
  /** A journey that comes as a file is pasted first. */
  asFile?: boolean;
}

export function Workbench({ ws, saved: first, start, asFile = false }: WorkbenchProps) {
  const { t } = useTranslation('journeys');
  const lang = useLang();
  const [saved, setSaved] = useState(first);
  const base = saved?.version ?? null;
  const { draft, dispatch, dirty, restored, forget } = useKeptDraft(ws, saved?.definition.id ?? 'new', base, saved?.definition ?? start);
  const [tab, setTab] = useState<Tab>(asFile ? 'yaml' : 'form');
  const [open, setOpen] = useState<string | null>(null);
  const journey = draft.now;
  const [settled] = useDebouncedValue(journey, 500);
  const check = useQuery({ ...checkQuery(ws, settled), placeholderData: keepPreviousData });
  const fields = useQuery(fieldsQuery(ws)).data ?? null;
  const save = useSave(ws, journey, saved, (version) => {
    setSaved(version);
    forget();
    // What came back is what is saved: the server may have filled in what was left open.
    dispatch({ do: 'load', journey: version.definition });
  });
  const idWrong = useIdWrong(ws, saved === null, journey.id);
  const name = localText(journey.name, lang);
  const unsaved = dirty || saved === null;
  const blocked = idWrong !== null || name.trim() === '' || journey.stages.length === 0;
  const run = () => {
    if (unsaved && !blocked && !save.isPending) save.mutate(base);
  };
  useHotkeys([['mod+Z', () => dispatch({ do: 'undo' })], ['mod+shift+Z', () => dispatch({ do: 'redo' })]]);
  useHotkeys([['mod+S', run]], []);
  const editing: Editing = useMemo(
    () => ({ ws, lang, journey, dispatch, check: check.data ?? null, checking: settled !== journey || check.isFetching, fields }),
    [ws, lang, journey, dispatch, check.data, check.isFetching, settled, fields],
  );
  const conflict = save.error instanceof ApiError && save.error.code === 'conflict' && saved !== null;
  return (
    <EditingProvider value={editing}>
      <TopBar
        title={name || t('new')}
        back={
          <Link className={`${buttonClass('ghost')} ${page.back}`} to="/w/$ws/journeys" params={{ ws }} aria-label={t('toList')}>
            <IconArrowLeft size={16} stroke={1.5} aria-hidden="true" />
          </Link>
        }
        actions={
          <>
            <span className={styles.state} aria-live="polite">
              {save.isPending ? t('state.saving') : unsaved ? t('state.unsaved') : t('state.saved', { n: saved.version })}
            </span>
            <IconButton name={t('undo')} disabled={draft.past.length === 0} onClick={() => dispatch({ do: 'undo' })}>
              <IconArrowBackUp size={16} stroke={1.5} aria-hidden="true" />
            </IconButton>
            <IconButton name={t('redo')} disabled={draft.future.length === 0} onClick={() => dispatch({ do: 'redo' })}>
              <IconArrowForwardUp size={16} stroke={1.5} aria-hidden="true" />
            </IconButton>
            {saved ? <Link className={buttonClass()} to="/w/$ws/journeys/$id" params={{ ws, id: saved.definition.id }}>{t('map')}</Link> : null}
            <Button look="primary" disabled={!unsaved || blocked || save.isPending} onClick={run}>{t('save')}</Button>
          </>
        }
      >
        <Segments
          name={t('tabs.name')} value={tab} onChange={setTab}
          options={TABS.filter((one) => one !== 'versions' || saved !== null).map((one) => ({ value: one, label: t(`tabs.${one}`) }))}
        />
      </TopBar>
      <div className="page">
        {conflict ? (
          <Conflict
            ws={ws} began={saved} keepMine={(newest) => save.mutate(newest)}
            takeTheirs={(newest) => {
              setSaved(newest);
              save.reset();
              dispatch({ do: 'replace', journey: newest.definition });
            }}
          />
        ) : save.isError ? (
          <p className={styles.fault} role="alert">{errorText(save.error, t)}</p>
        ) : null}
        {restored ? (
          <p className={styles.restored}>
            {t('state.restored')} <button type="button" className="link" onClick={() => dispatch({ do: 'undo' })}>{t('state.discard')}</button>
          </p>
        ) : null}
        <div className={styles.columns}>
          <div>
            {tab === 'form' ? (
              <>
                <Section title={t('basics')}><Basics fresh={saved === null} idWrong={idWrong} /></Section>
                <Section title={t('stages')} remark={t('stagesRemark')} ruled>
                  <Stages open={open} setOpen={setOpen} />
                </Section>
              </>
            ) : null}
            {tab === 'yaml' ? <YamlTab /> : null}
            {tab === 'versions' && saved ? <Versions saved={saved} /> : null}
          </div>
          <aside className={styles.aside}>
            <CheckPanel error={check.error} retry={() => void check.refetch()} />
          </aside>
        </div>
      </div>
    </EditingProvider>
  );
}

/** Saves on a base version; a journey that was new moves to its own address. */
function useSave(ws: string, journey: Journey, saved: JourneyVersion | null, done: (version: JourneyVersion) => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (base: number | null) => putJourney(ws, journey.id, { base, definition: journey }),
    onSuccess: (version) => {
      done(version);
      client.setQueryData(['journey', ws, version.definition.id], version);
      for (const kind of ['journeys', 'map', 'home', 'customer', 'voices']) void client.invalidateQueries({ queryKey: [kind, ws] });
      if (saved === null) void navigate({ to: '/w/$ws/journeys/$id/edit', params: { ws, id: version.definition.id }, replace: true });
    },
  });
}

function useIdWrong(ws: string, fresh: boolean, id: string): string | null {
  const { t } = useTranslation('journeys');
  const taken = useQuery(journeysQuery(ws)).data?.journeys ?? [];
  if (!fresh) return null;
  if (!/^[a-z0-9_-]{1,80}$/.test(id) || id === 'new') return t('field.idForm');
  return taken.some((one) => one.id === id) ? t('field.idTaken') : null;
}
