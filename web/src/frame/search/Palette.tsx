// One field over everything: lines by kind, best first. Arrows move, Enter opens, Esc closes and gives the focus back.
import { Modal } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../api/client';
import { localText } from '../../i18n';
import { ErrorPart, IconButton, useFormat, useLang } from '../../parts';
import { useHere } from '../../screens/page/workspace';
import { useCommands } from './commands';
import { commandsFor, groupsOf, type Group, type Item, type Kind } from './items';
import { Lines } from './Lines';
import { recentOnes, rememberOpened } from './recent';
import { needleOf } from './seek';
import styles from './search.module.css';

const ASK_AFTER_MS = 120;
const ALL = 50;

const searchQuery = (ws: string, q: string, limit?: number) => ({
  queryKey: ['search', ws, q, limit ?? null],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(api.GET('/api/w/{ws}/search', { params: { path: { ws }, query: { q, limit } }, signal })),
});

interface PaletteProps {
  ws: string;
  opened: boolean;
  /** `gone`: something else was opened. */
  close: (gone: boolean) => void;
}

export function Palette({ ws, opened, close }: PaletteProps) {
  const { t } = useTranslation('search');
  const phone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false }) ?? false;
  return (
    <Modal
      opened={opened} onClose={() => close(false)} returnFocus={false} withCloseButton={false} size={640} yOffset={phone ? 0 : '12vh'} centered={false} fullScreen={phone} padding={0}
      aria-label={t('title')} classNames={{ content: styles.palette, body: styles.body }}
    >
      <Field key={ws} ws={ws} close={close} phone={phone} />
    </Modal>
  );
}

/** What is found for what was typed; lines of an earlier answer stay until the newer one is there. */
function useFound(ws: string, typed: string, phone: boolean) {
  const { t } = useTranslation('search');
  const lang = useLang();
  const { zone } = useHere();
  const { count, day } = useFormat(zone);
  // asked for all of one kind, but only for these words
  const [whole, setWhole] = useState<{ kind: Kind; of: string } | null>(null);
  const [settled] = useDebouncedValue(typed.trim(), ASK_AFTER_MS);
  const needle = useMemo(() => needleOf(typed), [typed]);
  const asked = needleOf(settled) !== null;
  const all = whole?.of === settled;
  const query = useQuery({ ...searchQuery(ws, settled, all ? ALL : undefined), enabled: asked, placeholderData: keepPreviousData });
  const commands = useCommands(ws);
  const groups = useMemo<Group[]>(() => {
    const fitting = commandsFor(commands, needle);
    if (needle === null) {
      const recent: Group = { kind: 'recent', items: recentOnes(ws) };
      return [...(recent.items.length > 0 ? [recent] : []), { kind: 'command', items: fitting.map(({ command }) => command) }];
    }
    const open = { phone, all: (kind: Kind) => setWhole({ kind, of: settled }) };
    const found = groupsOf(query.data, fitting, settled, { ws, lang, t, count, day }, open);
    return all ? found.filter(({ kind }) => kind === whole?.kind) : found;
  }, [commands, needle, ws, query.data, settled, lang, t, count, day, phone, all, whole]);
  const busy = needle !== null && (settled !== typed.trim() || query.isFetching);
  return { groups, needle, busy, error: needle === null ? null : query.error, retry: query.refetch, found: needle === null ? undefined : query.data };
}

function Field({ ws, close, phone }: { ws: string; close: PaletteProps['close']; phone: boolean }) {
  const { t } = useTranslation('search');
  const lang = useLang();
  const { count } = useFormat();
  const navigate = useNavigate();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [picked, setPicked] = useState<{ id: string; of: string } | null>(null);
  const { groups, needle, busy, error, retry, found } = useFound(ws, typed, phone);
  const items = groups.flatMap((group) => group.items.map((item) => ({ item, id: lineId(list, group, item) })));
  // whatever was picked among other words is picked no more: the best is
  const at = Math.max(0, items.findIndex(({ id }) => picked?.of === typed && id === picked.id));
  const active = items[at];
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active?.id]);
  const open = (item: Item) => {
    if (item.more && item.run) {
      item.run();
      return;
    }
    if (item.go) {
      if (!item.more && item.kind !== 'command') rememberOpened(ws, item);
      void navigate({ to: item.go.to, params: item.go.params, search: item.go.search ?? {} } as never);
    }
    item.run?.();
    close(item.go !== undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter ends a syllable that is being put together
    if (event.nativeEvent.isComposing) return;
    const last = items.length - 1;
    const to = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1, PageDown: Math.min(last, at + 5), PageUp: Math.max(0, at - 5) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = items[to];
      if (next) setPicked({ id: next.id, of: typed });
    } else if (event.key === 'Enter' && active) {
      event.preventDefault();
      open(active.item);
    }
  };
  const nothing = needle !== null && !busy && !error && items.length === 0;
  const n = items.filter(({ item }) => !item.more).length;
  return (
    <>
      <div className={styles.field}>
        <IconSearch size={20} stroke={1.5} aria-hidden="true" />
        <input
          data-autofocus type="text" role="combobox" aria-expanded={items.length > 0} aria-controls={list} aria-autocomplete="list" aria-label={t('title')}
          aria-activedescendant={active?.id} placeholder={t('placeholder')} value={typed} autoComplete="off" spellCheck={false} enterKeyHint="go"
          onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={onKeyDown}
        />
        <IconButton name={t('common:close')} onClick={() => close(false)}><IconX size={16} stroke={1.5} aria-hidden="true" /></IconButton>
      </div>
      <div ref={box} className={styles.list} aria-busy={busy} data-stale={busy}>
        {error ? <ErrorPart error={error} title={t('failed')} retry={() => void retry()} /> : null}
        <Lines
          id={list} groups={groups} needle={needle} active={active?.id ?? null} lineId={(group, item) => lineId(list, group, item)} open={open}
          point={(id) => setPicked({ id, of: typed })}
        />
        {nothing ? <div className={styles.nothing}><p>{t('nothing', { typed: typed.trim() })}</p><p className="faint">{t('nothingHow')}</p></div> : null}
        {found && found.not_looked.length > 0 ? (
          <p className={styles.unlooked}>{t('notLooked', { names: found.not_looked.map((name) => localText(name, lang)).join(', ') })}</p>
        ) : null}
      </div>
      <p className={styles.foot}>
        <span aria-live="polite">{needle === null ? '' : busy ? t('looking') : t('found', { count: n, n: count(n) })}</span>
        <span className={styles.keys} aria-hidden="true"><kbd>↑</kbd><kbd>↓</kbd>{t('keys.move')}<kbd>Enter</kbd>{t('keys.open')}<kbd>Esc</kbd>{t('keys.close')}</span>
      </p>
    </>
  );
}

const lineId = (list: string, { kind }: Group, { id }: Item) => `${list}-${kind}-${id}`.replaceAll(/\s/g, '_');
