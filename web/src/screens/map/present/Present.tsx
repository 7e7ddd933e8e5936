// The map shown to a room: one view at a time in big type, moved by keyboard, clicker, swipe or buttons. It stands in a modal
// dialog, so nothing behind it can be reached, and gives the focus back to where it was called from.
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { IconArrowsMaximize, IconChevronLeft, IconChevronRight, IconDeviceDesktopOff, IconX } from '@tabler/icons-react';
import { useMap } from '../context';
import { Picker } from '../Picker';
import type { MapSearch } from '../search';
import { useShown } from '../shown';
import { useSwipe } from '../swipe';
import { FindingsView } from './FindingsView';
import styles from './Present.module.css';
import { StageView } from './StageView';
import { askedBy, placeOf, stageAt, viewOfStage, viewsOf, type Asked } from './views';
import { WholeView } from './WholeView';

interface PresentProps {
  show: string;
  go: (change: Partial<MapSearch>, replace?: boolean) => void;
}

export default function Present({ show, go }: PresentProps) {
  const { t } = useTranslation(['present', 'map', 'findings', 'team']);
  const { map } = useMap();
  const { stages } = useShown();
  const dialog = useRef<HTMLDialogElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const article = useRef<HTMLElement>(null);
  const [black, setBlack] = useState(false);
  const views = viewsOf(stages);
  const at = placeOf(views, show);
  const stage = stageAt(stages, views[at]);
  const leave = useCallback(() => {
    // a phone goes on at the stage that was shown last
    go({ show: undefined, ...(stages[stage] ? { stage: stages[stage].id } : {}) }, true);
  }, [go, stages, stage]);
  const to = useCallback((place: number) => {
    const view = views[Math.min(views.length - 1, Math.max(0, place))];
    if (view !== undefined && view !== show) go({ show: view }, true);
  }, [views, show, go]);
  useModal(dialog, frame, leave);
  const act = useCallback((asked: Asked) => {
    if (asked === 'next') to(at + 1);
    if (asked === 'previous') to(at - 1);
    if (asked === 'first') to(0);
    if (asked === 'last') to(views.length - 1);
    if (asked === 'black') setBlack(true);
    if (asked === 'fill') fill(frame.current);
    if (asked === 'leave') leave();
  }, [to, at, views.length, leave]);
  useKeys(article, black, setBlack, act);
  const heading = views[at];
  useEffect(() => {
    article.current?.scrollTo({ top: 0 });
    // who listens hears the new view; who pressed a button keeps it under the finger
    if (!document.activeElement?.closest('[data-keeps-focus]')) article.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [heading]);
  const swipe = useSwipe(() => to(at - 1), () => to(at + 1));
  const nameOf = (place: number) => {
    if (place === 0) return t('whole');
    return stages[place - 1]?.name ?? t('findings');
  };
  return createPortal(
    <dialog ref={dialog} className={styles.present} aria-label={t('title', { name: map.name })} onCancel={(event) => { event.preventDefault(); leave(); }}>
      <div ref={frame} className={styles.frame}>
        <header className={styles.bar}>
          <span className={styles.whose}>{map.name}</span>
          <Tools onBlack={() => setBlack(true)} onFill={() => fill(frame.current)} onLeave={leave} />
        </header>
        <div className={styles.where} data-keeps-focus data-whole={stage < 0}>
          <Picker at={stage} onPick={(place) => { const picked = stages[place]; if (picked) go({ show: viewOfStage(picked.id) }, true); }} />
        </div>
        <article ref={article} className={styles.article} tabIndex={0} aria-label={nameOf(at)} {...swipe}>
          {stages[stage] ? <StageView stage={stages[stage]} at={stage} of={stages.length} />
            : at === 0 ? <WholeView onPick={(id) => go({ show: viewOfStage(id) }, true)} /> : <FindingsView />}
        </article>
        <nav className={styles.foot} aria-label={t('moves')} data-keeps-focus>
          <button type="button" aria-disabled={at === 0} onClick={() => to(at - 1)}>
            <IconChevronLeft size={24} stroke={1.5} aria-hidden="true" />
            <span><small>{t('previous')}</small>{at > 0 ? nameOf(at - 1) : ''}</span>
          </button>
          <span className={styles.count} aria-hidden="true">{at + 1} / {views.length}</span>
          <button type="button" aria-disabled={at === views.length - 1} onClick={() => to(at + 1)}>
            <span><small>{t('next')}</small>{at < views.length - 1 ? nameOf(at + 1) : ''}</span>
            <IconChevronRight size={24} stroke={1.5} aria-hidden="true" />
          </button>
        </nav>
        {black ? <button type="button" className={styles.black} aria-label={t('black')} autoFocus onClick={() => setBlack(false)} /> : null}
      </div>
    </dialog>,
    document.body,
  );
}

function Tools({ onBlack, onFill, onLeave }: { onBlack: () => void; onFill: () => void; onLeave: () => void }) {
  const { t } = useTranslation('present');
  return (
    <div className={styles.tools}>
      <button type="button" onClick={onBlack}><IconDeviceDesktopOff size={20} stroke={1.5} aria-hidden="true" /><span>{t('blacken')}</span><kbd aria-hidden="true">B</kbd></button>
      {document.fullscreenEnabled ? (
        <button type="button" onClick={onFill}><IconArrowsMaximize size={20} stroke={1.5} aria-hidden="true" /><span>{t('fill')}</span><kbd aria-hidden="true">F</kbd></button>
      ) : null}
      <button type="button" onClick={onLeave}><IconX size={20} stroke={1.5} aria-hidden="true" /><span>{t('leave')}</span><kbd aria-hidden="true">Esc</kbd></button>
    </div>
  );
}

/** Fills the screen, or gives it back. A browser that may not, because nobody has pressed anything yet, stays a window. */
function fill(frame: HTMLElement | null) {
  if (document.fullscreenElement) void document.exitFullscreen();
  else frame?.requestFullscreen?.().catch(() => undefined);
}

/** Opens the dialog and fills the screen; on leaving, both are taken back and the focus returns. */
function useModal(dialog: RefObject<HTMLDialogElement | null>, frame: RefObject<HTMLElement | null>, leave: () => void) {
  const latest = useRef(leave);
  useEffect(() => { latest.current = leave; }, [leave]);
  useLayoutEffect(() => {
    const opener = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : null;
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    if (frame.current && !document.fullscreenElement) fill(frame.current);
    let filled = false;
    // Esc of a full screen is the browser's own: it ends the presentation as anywhere else
    const onChange = () => {
      if (filled && !document.fullscreenElement) latest.current();
      filled = document.fullscreenElement !== null;
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      if (document.fullscreenElement) void document.exitFullscreen();
      element?.close();
      requestAnimationFrame(() => { if (opener?.isConnected) opener.focus(); });
    };
  }, [dialog, frame]);
}

/** Keys belong to the presentation alone while it lasts: the map behind it hears none of them. */
function useKeys(article: RefObject<HTMLElement | null>, black: boolean, setBlack: (black: boolean) => void, act: (asked: Asked) => void) {
  useEffect(() => {
    const scrolls = (by: 1 | -1) => {
      const box = article.current;
      if (!box) return false;
      return by === 1 ? box.scrollTop + box.clientHeight < box.scrollHeight - 2 : box.scrollTop > 2;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey) return;
      event.stopPropagation();
      if (black) {
        event.preventDefault();
        setBlack(false);
        return;
      }
      const onControl = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
      const asked = askedBy({ key: event.key, shift: event.shiftKey, onControl, scrolls });
      if (asked === null) return;
      event.preventDefault();
      act(asked);
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [article, black, setBlack, act]);
}
