// The tabs of the drawer: evidence, edit, comments, history. Arrows move between them, as between radio buttons.
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lane } from '../../../api/contract';
import { TABS, type Tab } from '../search';
import { parseCell } from '../cells';
import { useMap } from '../context';
import { Comments } from './Comments';
import { useTeam } from './context';
import { EditCell } from './EditCell';
import { History } from './History';
import { laneOfCell } from './lanes';
import type { Place } from './queries';
import styles from './team.module.css';

interface CellTabsProps {
  cell: string;
  /** The lane, where the cell's name does not tell it. */
  lane?: Lane;
  children: ReactNode;
}

/** What stands behind a cell, under tabs where people may work on it, else the evidence alone. */
export function CellTabs({ cell, lane: told, children }: CellTabsProps) {
  const { t } = useTranslation('team');
  const { map } = useMap();
  const team = useTeam();
  const id = useId();
  const found = parseCell(cell, map);
  if (!team || !found?.stage) return children;
  const { stage } = found;
  const lane = told ?? laneOfCell(found);
  const threads = (team.conversation?.threads ?? []).filter((thread) => thread.stage === stage.id && thread.lane === lane);
  // the head of a column is not written over: its name belongs to the definition
  const tabs = TABS.filter((tab) => lane !== 'stage' || tab === 'evidence' || tab === 'comments');
  const at = tabs.includes(team.tab) ? team.tab : 'evidence';
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(at) + step + tabs.length) % tabs.length] ?? 'evidence';
    team.openAt(cell, next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  const place: Place = { side: 'as_is', stage: stage.id, lane };
  return (
    <>
      <div role="tablist" aria-label={t('tabs.title')} className={styles.tabs} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab} type="button" role="tab" data-tab={tab} id={`${id}-${tab}`} aria-controls={`${id}-panel`} aria-selected={tab === at}
            tabIndex={tab === at ? 0 : -1} onClick={() => team.openAt(cell, tab as Tab)}
          >
            {t(`tabs.${tab}`)}{tab === 'comments' && threads.length > 0 ? ` ${threads.length}` : ''}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${at}`}>
        {at === 'evidence' ? children : null}
        {at === 'edit' ? <EditCell key={cell} place={place} stage={stage} cell={cell} /> : null}
        {at === 'comments' ? <Comments key={cell} place={place} threads={threads} /> : null}
        {at === 'history' ? <History key={cell} place={place} /> : null}
      </div>
    </>
  );
}
