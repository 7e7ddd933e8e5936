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
import { GuideStrip } from '../guide/GuideStrip';
import page from '../page/page.module.css';
import { Section } from '../page/Section';
import { TopBar } from '../page/TopBar';
import { Basics } from './Basics';
import { CheckPanel } from './CheckPanel';
import { Conflict } from './Conflict';
import { type Editing, EditingProvider, useEditing } from './context';
import { useKeptDraft } from './draft';
import { countable, type Draft } from './model';
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
  const { t } = useTranslation(['journeys', 'guide']);
  const lang = useLang();
  const [saved, setSaved] = useState(first);
  const base = saved?.version ?? null;
  const { draft, dispatch, dirty, restored, forget } = useKeptDraft(ws, saved?.definition.id ?? 'new', base, saved?.definition ?? start);
  const [tab, setTab] = useState<Tab>(asFile ? 'yaml' : 'form');
  const journey = draft.now;
  const [settled] = useDebouncedValue(journey, 500);
  const check = useQuery({ ...checkQuery(ws, countable(settled)), enabled: settled.stages.length > 0, placeholderData: keepPreviousData });
  const fields = useQuery(fieldsQuery(ws)).data ?? null;
  const save = useSave(ws, journey, saved, (version) => {
    setSaved(version);
    forget();
    // What came back is what is saved: the server may have filled in what was left open.
    dispatch({ do: 'load', journey: version.definition });
  });
  const idWrong = useIdWrong(ws, saved === null, journey.id);
  const unsaved = dirty || saved === null;
  const savable = unsaved && !save.isPending && idWrong === null && localText(journey.name, lang).trim() !== '' && journey.stages.length > 0;
  const run = () => {
    if (savable) save.mutate({ base });
  };
  const onward = savable ? (
    <Button look="plain" onClick={() => save.mutate({ base, toMap: true })}>{t('guide:saveAndMap')}</Button>
  ) : saved ? <Link className={buttonClass('primary')} to="/w/$ws/journeys/$id" params={{ ws, id: saved.definition.id }}>{t('guide:toMap')}</Link> : null;
  useHotkeys([['mod+Z', () => dispatch({ do: 'undo' })], ['mod+shift+Z', () => dispatch({ do: 'redo' })]]);
  useHotkeys([['mod+S', run]], []);
  const editing: Editing = useMemo(
    () => ({ ws, lang, journey, dispatch, check: check.data ?? null, checking: settled !== journey || check.isFetching, fields }),
    [ws, lang, journey, dispatch, check.data, check.isFetching, settled, fields],
  );
  const take = (newest: JourneyVersion) => {
    setSaved(newest);
    save.reset();
    dispatch({ do: 'replace', journey: newest.definition });
  };
  const state = save.isPending ? t('state.saving') : unsaved || saved === null ? t('state.unsaved') : t('state.saved', { n: saved.version });
  return (
    <EditingProvider value={editing}>
      <WorkBar saved={saved} draft={draft} state={state} tab={tab} setTab={setTab} save={savable ? run : null} />
      <div className="page">
        <GuideStrip ws={ws} at="stages" onward={onward} />
        <SaveProblem ws={ws} saved={saved} error={save.error} keepMine={(newest) => save.mutate({ base: newest })} take={take} />
        {restored ? (
          <p className={styles.restored}>
            {t('state.restored')} <button type="button" className="link" onClick={() => dispatch({ do: 'undo' })}>{t('state.discard')}</button>
          </p>
        ) : null}
        <div className={styles.columns}>
          <View tab={tab} saved={saved} idWrong={idWrong} />
          <aside className={styles.aside}>
            <CheckPanel error={check.error} retry={() => void check.refetch()} />
          </aside>
        </div>
      </div>
    </EditingProvider>
  );
}

interface WorkBarProps {
  saved: JourneyVersion | null;
  draft: Draft;
  /** Saved or not, in words. */
  state: string;
  tab: Tab;
  setTab: (tab: Tab) => void;
  /** `null` when there is nothing to save, or something to mend first. */
  save: (() => void) | null;
}

function WorkBar({ saved, draft, state, tab, setTab, save }: WorkBarProps) {
  const { t } = useTranslation('journeys');
  const { ws, lang, journey, dispatch } = useEditing();
  const back = (
    <Link className={`${buttonClass('ghost')} ${page.back}`} to="/w/$ws/journeys" params={{ ws }} aria-label={t('toList')}>
      <IconArrowLeft size={16} stroke={1.5} aria-hidden="true" />
    </Link>
  );
  const actions = (
    <>
      <span className={styles.state} aria-live="polite">{state}</span>
      <IconButton name={t('undo')} disabled={draft.past.length === 0} onClick={() => dispatch({ do: 'undo' })}>
        <IconArrowBackUp size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
      <IconButton name={t('redo')} disabled={draft.future.length === 0} onClick={() => dispatch({ do: 'redo' })}>
        <IconArrowForwardUp size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
      {saved ? <Link className={buttonClass()} to="/w/$ws/journeys/$id" params={{ ws, id: saved.definition.id }}>{t('map')}</Link> : null}
      <Button look="primary" disabled={save === null} onClick={save ?? undefined}>{t('save')}</Button>
    </>
  );
  return (
    <TopBar title={localText(journey.name, lang) || t('new')} back={back} actions={actions}>
      <Segments
        name={t('tabs.name')} value={tab} onChange={setTab}
        options={TABS.filter((one) => one !== 'versions' || saved !== null).map((one) => ({ value: one, label: t(`tabs.${one}`) }))}
      />
    </TopBar>
  );
}

function View({ tab, saved, idWrong }: { tab: Tab; saved: JourneyVersion | null; idWrong: string | null }) {
  const { t } = useTranslation('journeys');
  const [open, setOpen] = useState<string | null>(null);
  if (tab === 'yaml') return <div><YamlTab /></div>;
  if (tab === 'versions' && saved) return <div><Versions saved={saved} /></div>;
  return (
    <div>
      <Section title={t('basics')}><Basics fresh={saved === null} idWrong={idWrong} /></Section>
      <Section title={t('stages')} remark={t('stagesRemark')} ruled>
        <Stages open={open} setOpen={setOpen} />
      </Section>
    </div>
  );
}

interface SaveProblemProps {
  ws: string;
  saved: JourneyVersion | null;
  error: unknown;
  keepMine: (base: number) => void;
  take: (newest: JourneyVersion) => void;
}

/** Why it was not saved: somebody was faster, or something has to be mended. */
function SaveProblem({ ws, saved, error, keepMine, take }: SaveProblemProps) {
  const { t } = useTranslation('journeys');
  if (!error) return null;
  if (error instanceof ApiError && error.code === 'conflict' && saved) {
    return <Conflict ws={ws} began={saved} keepMine={keepMine} takeTheirs={take} />;
  }
  return <p className={styles.fault} role="alert">{errorText(error, t)}</p>;
}

/** Saves on a base version; a journey that was new moves to its own address. */
function useSave(ws: string, journey: Journey, saved: JourneyVersion | null, done: (version: JourneyVersion) => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ base }: { base: number | null; toMap?: boolean }) => putJourney(ws, journey.id, { base, definition: journey }),
    onSuccess: (version, { toMap }) => {
      done(version);
      client.setQueryData(['journey', ws, version.definition.id], version);
      for (const kind of ['journeys', 'map', 'home', 'customer', 'voices']) void client.invalidateQueries({ queryKey: [kind, ws] });
      const here = { ws, id: version.definition.id };
      if (toMap) void navigate({ to: '/w/$ws/journeys/$id', params: here, search: {} });
      else if (saved === null) void navigate({ to: '/w/$ws/journeys/$id/edit', params: here, replace: true });
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
