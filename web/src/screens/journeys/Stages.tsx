// The stages in order, on a road. A stage is moved by dragging, by Space–arrows–Space on its handle, or by its menu.
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { IconChevronDown, IconFlag, IconGripVertical, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../api/contract';
import { localText } from '../../i18n';
import { Button } from '../../parts';
import { TextField } from '../page/Field';
import { useEditing } from './context';
import styles from './journeys.module.css';
import { inLang, withLang } from './model';
import { MoveMenu } from './MoveMenu';
import { Touchpoints } from './Touchpoints';

interface StagesProps {
  open: string | null;
  setOpen: (stage: string | null) => void;
}

export function Stages({ open, setOpen }: StagesProps) {
  const { t } = useTranslation('journeys');
  const { journey, dispatch, lang } = useEditing();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = journey.stages.map((stage) => stage.id);
  const nameOf = (id: string | number) => {
    const stage = journey.stages.find((one) => one.id === id);
    return stage ? localText(stage.name, lang) || stage.id : String(id);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) dispatch({ do: 'stage_move', stage: String(active.id), to: ids.indexOf(String(over.id)) });
  };
  const say = {
    onDragStart: ({ active }: { active: { id: string | number } }) => t('drag.start', { name: nameOf(active.id) }),
    onDragOver: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) =>
      over ? t('drag.over', { name: nameOf(active.id), place: ids.indexOf(String(over.id)) + 1 }) : undefined,
    onDragEnd: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) =>
      t('drag.end', { name: nameOf(active.id), place: over ? ids.indexOf(String(over.id)) + 1 : ids.indexOf(String(active.id)) + 1 }),
    onDragCancel: ({ active }: { active: { id: string | number } }) => t('drag.cancel', { name: nameOf(active.id) }),
  };
  return (
    <>
      <DndContext
        sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}
        accessibility={{ announcements: say, screenReaderInstructions: { draggable: t('drag.how') } }}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ol className={styles.stages}>
            {journey.stages.map((stage, at) => (
              <StageRow key={stage.id} stage={stage} at={at} open={open === stage.id} toggle={() => setOpen(open === stage.id ? null : stage.id)} />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <Button onClick={() => dispatch({ do: 'stage_add' })}>
        <IconPlus size={16} stroke={1.5} aria-hidden="true" />
        {t('stage.add')}
      </Button>
    </>
  );
}

interface StageRowProps {
  stage: Stage;
  at: number;
  open: boolean;
  toggle: () => void;
}

function StageRow({ stage, at, open, toggle }: StageRowProps) {
  const { t } = useTranslation('journeys');
  const { journey, dispatch, lang } = useEditing();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: stage.id });
  const last = journey.stages.length - 1;
  const name = localText(stage.name, lang);
  const move = (to: number) => () => dispatch({ do: 'stage_move', stage: stage.id, to });
  const touchpoints = stage.touchpoints.map((one) => (one.name === undefined ? one.id : localText(one.name, lang))).join(', ');
  const rules = stage.touchpoints.reduce((sum, one) => sum + (one.events?.length ?? 0) + (one.voices?.length ?? 0), 0);
  return (
    <li
      ref={setNodeRef} className={styles.stage} data-open={open} data-dragging={isDragging}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <div className={styles.stageHead}>
        <button
          type="button" className={styles.grip} ref={setActivatorNodeRef} {...attributes} {...listeners}
          aria-label={t('stage.grip', { name: name || stage.id })}
        >
          <IconGripVertical size={16} stroke={1.5} aria-hidden="true" />
        </button>
        <i className={styles.node} aria-hidden="true" />
        <button type="button" className={styles.stageName} aria-expanded={open} onClick={toggle}>
          <span>
            <b data-empty={name === ''}>{name || t('stage.unnamed')}</b>
            {stage.moment_of_truth === undefined ? null : (
              <span className={styles.truth}>
                <IconFlag size={12} stroke={1.5} aria-hidden="true" />
                {t('stage.truth')}
              </span>
            )}
          </span>
          <small>{[touchpoints || t('touchpoint.noneShort'), t('stage.rules', { count: rules, n: rules })].join(' · ')}</small>
        </button>
        <span className={styles.owner}>{stage.owner}</span>
        <MoveMenu
          name={name || stage.id}
          places={[
            { id: 'up', label: t('move.up'), go: move(at - 1), disabled: at === 0 },
            { id: 'down', label: t('move.down'), go: move(at + 1), disabled: at === last },
            { id: 'first', label: t('move.first'), go: move(0), disabled: at === 0 },
            { id: 'last', label: t('move.last'), go: move(last), disabled: at === last },
          ]}
          remove={() => dispatch({ do: 'stage_remove', stage: stage.id })}
        />
        <button type="button" className={styles.chevron} tabIndex={-1} aria-hidden="true" onClick={toggle}>
          <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
        </button>
      </div>
      {open ? <StageFields stage={stage} /> : null}
    </li>
  );
}

function StageFields({ stage }: { stage: Stage }) {
  const { t } = useTranslation('journeys');
  const { dispatch, lang } = useEditing();
  const set = (change: Partial<Omit<Stage, 'touchpoints'>>) => dispatch({ do: 'stage_set', stage: stage.id, set: change });
  const truth = (text: string) => {
    const next = withLang(stage.moment_of_truth, lang, text);
    set({ moment_of_truth: typeof next === 'string' || Object.keys(next).length > 0 ? next : undefined });
  };
  return (
    <div className={styles.stageBody}>
      <div className={styles.fields}>
        <TextField label={t('field.nameKo')} lang="ko" value={inLang(stage.name, 'ko')} onText={(text) => set({ name: withLang(stage.name, 'ko', text) })} />
        <TextField label={t('field.nameEn')} lang="en" value={inLang(stage.name, 'en')} onText={(text) => set({ name: withLang(stage.name, 'en', text) })} />
        <TextField label={t('field.owner')} value={stage.owner ?? ''} onText={(text) => set({ owner: text === '' ? undefined : text })} />
        <TextField label={t('field.truth')} value={inLang(stage.moment_of_truth, lang)} placeholder={t('field.truthPlaceholder')} onText={truth} />
      </div>
      <Touchpoints stage={stage} />
    </div>
  );
}
