// The search that opens over any screen: ⌘K, or a button of the frame. Its palette is fetched when it is first opened.
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { createContext, lazy, Suspense, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton, Tip } from '../../parts';
import frame from '../Frame.module.css';
import styles from './search.module.css';

const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })));

const Open = createContext<() => void>(() => undefined);

/** The key as this machine writes it. */
export const KEY = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K';

export function SearchRoot({ ws, children }: { ws: string; children: ReactNode }) {
  const [opened, setOpened] = useState(false);
  const [met, setMet] = useState(false);
  const before = useRef<Element | null>(null);
  const open = useCallback(() => {
    before.current = document.activeElement;
    setMet(true);
    setOpened(true);
  }, []);
  // whoever goes elsewhere is taken to what is there, whoever closes it back to where they were
  const close = useCallback((gone: boolean) => {
    setOpened(false);
    const to = gone ? document.getElementById('main') : before.current;
    if (to instanceof HTMLElement) setTimeout(() => to.focus({ preventScroll: true }));
  }, []);
  // also while somebody writes: the keys mean nothing there
  useHotkeys([['mod+K', open]], []);
  return (
    <Open.Provider value={open}>
      {children}
      {met ? <Suspense><Palette ws={ws} opened={opened} close={close} /></Suspense> : null}
    </Open.Provider>
  );
}

/** In the navigation: with a word and the key, on the rail an icon. */
export function SearchItem() {
  const { t } = useTranslation();
  const open = useContext(Open);
  return (
    <Tip says={`${t('nav.search')} ${KEY}`} position="right">
      <button type="button" className={`${frame.item} ${styles.item}`} aria-label={t('nav.search')} aria-keyshortcuts="Meta+K Control+K" onClick={open}>
        <IconSearch size={16} stroke={1.5} aria-hidden="true" />
        <span className={frame.text}>{t('nav.search')}</span>
        <kbd className={frame.text} aria-hidden="true">{KEY}</kbd>
      </button>
    </Tip>
  );
}

/** In a bar at the top, where the navigation has no room for it. */
export function SearchIcon({ className }: { className?: string }) {
  const { t } = useTranslation();
  const open = useContext(Open);
  return (
    <IconButton name={t('nav.search')} onClick={open} className={className}>
      <IconSearch size={20} stroke={1.5} aria-hidden="true" />
    </IconButton>
  );
}
