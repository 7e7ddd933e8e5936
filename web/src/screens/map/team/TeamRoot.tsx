// People on one map: what they say, who is there, how the lanes lie, and the note that offers a way back. Stands around a map
// that may be worked on; a map behind a link stands alone.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cellOf, parseCell } from '../cells';
import { plannedCell } from '../to-be/cells';
import { useMap } from '../context';
import type { Tab } from '../search';
import { TeamProvider, type Draft, type Team } from './context';
import { laneOfCell } from './lanes';
import { useLive } from './live';
import { columnsQuery, commentsQuery, lanesQuery } from './queries';
import styles from './team.module.css';
import { useUndo } from './undo';

interface TeamRootProps {
  tab: Tab;
  openAt: (cell: string, tab: Tab) => void;
  children: ReactNode;
}

export function TeamRoot({ tab, openAt, children }: TeamRootProps) {
  const { ws, map, selected } = useMap();
  const { t } = useTranslation('team');
  const conversation = useQuery(commentsQuery(ws, map.journey)).data;
  const arrangement = useQuery(lanesQuery(ws)).data;
  const columns = useQuery(columnsQuery(ws, map.journey)).data;
  const [editing, setEditing] = useState(false);
  const [drafts] = useState(() => new Map<string, Draft>());
  const { note, say, undo } = useUndo();
  const found = selected === null ? null : parseCell(selected, map);
  const planned = selected === null ? null : plannedCell(selected);
  const at = planned ? selected : found?.stage ? cellOf(found.stage.id, 'at', laneOfCell(found)) : null;
  const present = useLive(ws, map.journey, at, editing ? 'editing' : 'looking');
  const team = useMemo<Team>(
    () => ({ tab, openAt, conversation, present, arrangement, columns, say, drafts, setEditing }),
    [tab, openAt, conversation, present, arrangement, columns, say, drafts],
  );
  return (
    <TeamProvider value={team}>
      {children}
      <div className={styles.toast} role="status">
        {note ? <span>{note.text}</span> : null}
        {note?.undo ? <button type="button" onClick={undo}>{t('undo')}</button> : null}
      </div>
    </TeamProvider>
  );
}
