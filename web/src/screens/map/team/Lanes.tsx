// Which lanes are shown, in which order and under which names, for everybody in the workspace: by dragging, by Space–arrows–Space,
// or by buttons. Every step has a way back, and every arrangement stays in the history.
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent, type UniqueIdentifier } from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Modal } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneArrangement } from '../../../api/contract';
import { Button, IconButton, Segments } from '../../../parts';
import { TextField, Tick } from '../../page/Field';
import { useMap } from '../context';
import { COMPUTED } from '../Rows';
import { useLaneName } from '../shown';
import { useTeam } from './context';
import { laneNamed, moved, rowsInOrder, rowsShown, shownOr, type Row } from './lanes';
import { useLayout } from './layout';
import layoutStyles from './layout.module.css';
import { LayoutPast } from './LayoutPast';
import styles from './team.module.css';

export function Lanes({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['team', 'layout']);
  const [view, setView] = useState<'now' | 'past'>('now');
  return (
    <Modal opened onClose={onClose} title={t('lanes.title')} size={460} closeButtonProps={{ 'aria-label': t('close') }}>
      <Segments
        name={t('lanes.title')} value={view} onChange={setView}
        options={[{ value: 'now', label: t('layout:now') }, { value: 'past', label: t('layout:past.title') }]}
      />
      {view === 'now' ? <Now /> : <LayoutPast />}
    </Modal>
  );
}

function Now() {
  const { t } = useTranslation(['team', 'layout']);
  const { map } = useMap();
  const team = useTeam();
  const layout = useLayout();
  const laneName = useLaneName();
  const now = team?.arrangement ?? {};
  const shown = rowsShown(map, now, COMPUTED);
  const rows = rowsInOrder(now);
  const change = (next: (old: LaneArrangement) => LaneArrangement) => void layout.lanes(next, t('lanes.changed')).catch(() => undefined);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const place = (id: UniqueIdentifier) => rows.indexOf(id as Row) + 1;
  const named = (what: string, id: UniqueIdentifier, at?: UniqueIdentifier) => t(`layout:drag.${what}`, { name: laneName(String(id)), place: at === undefined ? 0 : place(at) });
  const drop = ({ active, over }: DragEndEvent) => {
    if (!over || over.id === active.id) return;
    change((old) => moved(old, active.id as Row, place(over.id) - place(active.id)));
  };
  return (
    <>
      <p className={styles.hint} style={{ marginTop: 12 }}>{t('lanes.how')}</p>
      <DndContext
        sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}
        accessibility={{
          screenReaderInstructions: { draggable: t('layout:drag.how') },
          announcements: {
            onDragStart: ({ active }) => named('start', active.id),
            onDragOver: ({ active, over }) => (over ? named('over', active.id, over.id) : undefined),
            onDragEnd: ({ active, over }) => named('end', active.id, over?.id ?? active.id),
            onDragCancel: ({ active }) => named('cancel', active.id),
          },
        }}
      >
        <SortableContext items={rows} strategy={verticalListSortingStrategy}>
          <ul className={layoutStyles.rows}>
            {rows.map((row, at) => <LaneRow key={row} row={row} at={at} of={rows.length} shown={shown.includes(row)} change={change} />)}
          </ul>
        </SortableContext>
      </DndContext>
      <div className={styles.buttons}><Button onClick={() => change(({ version }) => ({ order: [], hidden: [], shown: [], names: {}, version }))}>{t('lanes.reset')}</Button></div>
    </>
  );
}

interface LaneRowProps {
  row: Row;
  at: number;
  of: number;
  shown: boolean;
  change: (next: (old: LaneArrangement) => LaneArrangement) => void;
}

function LaneRow({ row, at, of, shown, change }: LaneRowProps) {
  const { t } = useTranslation(['team', 'layout']);
  const name = useLaneName()(row);
  const [naming, setNaming] = useState(false);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: row });
  const rename = (text: string) => {
    setNaming(false);
    change((old) => laneNamed(old, row, text));
  };
  return (
    <li ref={setNodeRef} data-dragging={isDragging} style={{ transform: CSS.Translate.toString(transform), transition }}>
      <button type="button" className={layoutStyles.grip} ref={setActivatorNodeRef} {...attributes} {...listeners} aria-label={t('layout:lane.grip', { name })}>
        <IconGripVertical size={14} stroke={1.5} aria-hidden="true" />
      </button>
      <Tick label={name} checked={shown} onTick={(show) => change((old) => shownOr(old, row, show))} />
      <IconButton name={t('layout:lane.rename', { name })} aria-expanded={naming} onClick={() => setNaming(!naming)}><IconPencil size={16} stroke={1.5} aria-hidden="true" /></IconButton>
      <IconButton name={t('lanes.up', { name })} disabled={at === 0} onClick={() => change((old) => moved(old, row, -1))}><IconArrowUp size={16} stroke={1.5} aria-hidden="true" /></IconButton>
      <IconButton name={t('lanes.down', { name })} disabled={at === of - 1} onClick={() => change((old) => moved(old, row, 1))}><IconArrowDown size={16} stroke={1.5} aria-hidden="true" /></IconButton>
      {naming ? <LaneName row={row} first={name} save={rename} /> : null}
    </li>
  );
}

/** A name of the workspace's own; emptied, the lane is called as we call it. */
function LaneName({ row, first, save }: { row: Row; first: string; save: (text: string) => void }) {
  const { t } = useTranslation(['team', 'layout']);
  const [text, setText] = useState(first);
  return (
    <form onSubmit={(event) => { event.preventDefault(); save(text.trim()); }}>
      <TextField label={t('layout:lane.name', { name: t(`map:lane.${row}`) })} value={text} maxLength={40} autoFocus onText={setText} />
      <Button type="submit">{t('layout:save')}</Button>
    </form>
  );
}
