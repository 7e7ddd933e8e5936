// A handle over every column: drag it, take it with Space and move it with arrows, or open its menu with Enter or a click.
// Order and names are part of the journey's definition, so moving and renaming make a new version of it.
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent, type UniqueIdentifier } from '@dnd-kit/core';
import { horizontalListSortingStrategy, SortableContext, sortableKeyboardCoordinates, useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Menu } from '@mantine/core';
import { IconEyeOff, IconGripVertical, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../../api/contract';
import { moveStage } from '../../journeys/model';
import { useMap } from '../context';
import { useShown } from '../shown';
import styles from './layout.module.css';
import { columnShown, useLayout } from './layout';
import { RenameStage } from './RenameStage';

/** Enter opens the menu, so Space alone takes a column up. */
const CODES = { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter', 'Tab'] };

export function ColumnTools({ widths }: { widths: number[] }) {
  const { t } = useTranslation('layout');
  const { map } = useMap();
  const { stages } = useShown();
  const layout = useLayout();
  const [renaming, setRenaming] = useState<MapStage | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes: CODES }),
  );
  const ids = stages.map(({ id }) => id);
  const nameOf = (id: UniqueIdentifier) => stages.find((stage) => stage.id === id)?.name ?? String(id);
  /** To where the stage drawn there stands among all, hidden ones too. */
  const moveTo = (id: string, place: number) => {
    const target = ids[place];
    if (target === undefined || target === id) return;
    const text = t('moved', { name: nameOf(id), place: place + 1 });
    layout.definition((journey) => moveStage(journey, id, journey.stages.findIndex((stage) => stage.id === target)), text).catch(() => undefined);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    if (over) moveTo(String(active.id), ids.indexOf(String(over.id)));
  };
  const hide = (stage: MapStage) =>
    void layout.columns((now) => columnShown(now, stage.id, false), t('hid', { name: stage.name })).catch(() => undefined);
  const place = (id: UniqueIdentifier) => ids.indexOf(String(id)) + 1;
  const say = {
    onDragStart: ({ active }: { active: { id: UniqueIdentifier } }) => t('drag.start', { name: nameOf(active.id) }),
    onDragOver: ({ active, over }: { active: { id: UniqueIdentifier }; over: { id: UniqueIdentifier } | null }) =>
      over ? t('drag.over', { name: nameOf(active.id), place: place(over.id) }) : undefined,
    onDragEnd: ({ active, over }: { active: { id: UniqueIdentifier }; over: { id: UniqueIdentifier } | null }) =>
      t('drag.end', { name: nameOf(active.id), place: place(over?.id ?? active.id) }),
    onDragCancel: ({ active }: { active: { id: UniqueIdentifier } }) => t('drag.cancel', { name: nameOf(active.id) }),
  };
  return (
    <>
      <DndContext
        sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}
        accessibility={{ announcements: say, screenReaderInstructions: { draggable: t('drag.how') } }}
      >
        <SortableContext items={ids} strategy={horizontalListSortingStrategy}>
          <ul className={styles.handles} aria-label={t('columns')}>
            {stages.map((stage, at) => (
              <Handle
                key={stage.id} stage={stage} at={at} of={stages.length} width={widths[at] ?? 0} onMove={(to) => moveTo(stage.id, to)}
                onRename={() => setRenaming(stage)} onHide={() => hide(stage)}
              />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
      {renaming ? <RenameStage journey={map.journey} stage={renaming} onClose={() => setRenaming(null)} /> : null}
    </>
  );
}

interface HandleProps {
  stage: MapStage;
  at: number;
  of: number;
  width: number;
  onMove: (to: number) => void;
  onRename: () => void;
  onHide: () => void;
}

function Handle({ stage, at, of, width, onMove, onRename, onHide }: HandleProps) {
  const { t } = useTranslation('layout');
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: stage.id });
  const last = of - 1;
  const places = [['left', at - 1, at === 0], ['right', at + 1, at === last], ['first', 0, at === 0], ['last', last, at === last]] as const;
  return (
    <li ref={setNodeRef} className={styles.handle} data-dragging={isDragging} style={{ width, transform: CSS.Translate.toString(transform), transition }}>
      {isDragging ? <b>{stage.name}</b> : null}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <button type="button" className={styles.grip} ref={setActivatorNodeRef} {...attributes} {...listeners} aria-label={t('handle', { name: stage.name })}>
            <IconGripVertical size={14} stroke={1.5} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('move')}</Menu.Label>
          {places.map(([where, to, disabled]) => <Menu.Item key={where} disabled={disabled} onClick={() => onMove(to)}>{t(where)}</Menu.Item>)}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPencil size={14} stroke={1.5} aria-hidden="true" />} onClick={onRename}>{t('rename')}</Menu.Item>
          <Menu.Item leftSection={<IconEyeOff size={14} stroke={1.5} aria-hidden="true" />} disabled={of === 1} onClick={onHide}>{t('hide')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
