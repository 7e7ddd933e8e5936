// The steps of the question, in order. A step is moved by dragging, by Space–arrows–Space on its handle, or by its menu.
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Menu } from '@mantine/core';
import { IconCheck, IconDots, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../../parts';
import { moved } from '../../journeys/model';
import { TextField } from '../../page/Field';
import { EventPicker, tidy, usePatternText, type DataAt, type EventPattern } from '../parts';
import styles from './funnel.module.css';
import { MOST, type FunnelStep } from './model';
import { SpanField } from './SpanField';

interface StepListProps {
  data: DataAt;
  steps: FunnelStep[];
  onSteps: (steps: FunnelStep[]) => void;
}

export function StepList({ data, steps, onSteps }: StepListProps) {
  const { t } = useTranslation('funnel');
  const text = usePatternText();
  const [adding, setAdding] = useState(false);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  // a step has no id of its own: its place is its name while nothing moves
  const ids = steps.map((_, at) => String(at));
  const nameOf = (id: string | number) => {
    const step = steps[Number(id)];
    return step ? (step.name ?? text(step)) : '';
  };
  const move = (from: number, to: number) => onSteps(moved(steps, (step) => step === steps[from], to));
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) move(Number(active.id), Number(over.id));
  };
  const say = {
    onDragStart: ({ active }: { active: { id: string | number } }) => t('drag.start', { name: nameOf(active.id) }),
    onDragOver: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) =>
      over ? t('drag.over', { name: nameOf(active.id), place: Number(over.id) + 1 }) : undefined,
    onDragEnd: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) =>
      t('drag.end', { name: nameOf(active.id), place: Number((over ?? active).id) + 1 }),
    onDragCancel: ({ active }: { active: { id: string | number } }) => t('drag.cancel', { name: nameOf(active.id) }),
  };
  return (
    <>
      <DndContext
        sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}
        accessibility={{ announcements: say, screenReaderInstructions: { draggable: t('drag.how') } }}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ol className={styles.steps}>
            {steps.map((step, at) => (
              <StepRow
                key={at} data={data} step={step} at={at} last={steps.length - 1} move={(to) => move(at, to)}
                set={(next) => onSteps(steps.map((one, other) => (other === at ? next : one)))}
                remove={steps.length > 1 ? () => onSteps(steps.filter((_, other) => other !== at)) : null}
              />
            ))}
            {adding ? (
              <li className={styles.step}>
                <span />
                <i aria-hidden="true">{steps.length + 1}</i>
                <EventPicker
                  data={data} value={{}} label={t('step.nth', { n: steps.length + 1 })} adding={{ close: () => setAdding(false) }}
                  onChange={(pattern) => onSteps([...steps, pattern])}
                />
              </li>
            ) : null}
          </ol>
        </SortableContext>
      </DndContext>
      <Button look="ghost" className={styles.add} disabled={steps.length >= MOST || adding} onClick={() => setAdding(true)}>
        <IconPlus size={16} stroke={1.5} aria-hidden="true" />
        {t('step.add')}
      </Button>
    </>
  );
}

interface StepRowProps {
  data: DataAt;
  step: FunnelStep;
  at: number;
  last: number;
  set: (step: FunnelStep) => void;
  move: (to: number) => void;
  remove: (() => void) | null;
}

function StepRow({ data, step, at, last, set, move, remove }: StepRowProps) {
  const { t } = useTranslation('funnel');
  const text = usePatternText();
  const [naming, setNaming] = useState(false);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: String(at) });
  const name = step.name ?? text(step);
  const rename = (to: string) => {
    setNaming(false);
    if (to.trim() !== (step.name ?? '')) set({ ...step, name: to.trim() || undefined });
  };
  return (
    <li ref={setNodeRef} className={styles.step} data-dragging={isDragging} style={{ transform: CSS.Translate.toString(transform), transition }}>
      <button type="button" className={styles.grip} ref={setActivatorNodeRef} {...attributes} {...listeners} aria-label={t('step.grip', { name })}>
        <IconGripVertical size={16} stroke={1.5} aria-hidden="true" />
      </button>
      <i aria-hidden="true" data-optional={step.optional ?? false}>{at + 1}</i>
      <div className={styles.stepWhat}>
        {naming ? <NameField value={step.name ?? ''} placeholder={text(step)} done={rename} /> : (
          <EventPicker data={data} value={eventsOf(step)} shown={name} label={t('step.nth', { n: at + 1 })} onChange={(pattern) => set({ ...settingsOf(step), ...pattern })} />
        )}
        {step.optional || step.window ? (
          <div className={styles.stepMore}>
            {step.optional ? <span>{t('step.isOptional')}</span> : null}
            {step.window ? <SpanField label={t('step.within')} value={step.window} onChange={(window) => set({ ...step, window })} /> : null}
          </div>
        ) : null}
      </div>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <IconButton name={t('step.more', { name })}><IconDots size={16} stroke={1.5} aria-hidden="true" /></IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setNaming(true)}>{t('step.rename')}</Menu.Item>
          {at > 0 ? (
            <>
              <Menu.Item rightSection={step.optional ? <IconCheck size={14} stroke={1.5} aria-hidden="true" /> : null} onClick={() => set({ ...step, optional: step.optional ? undefined : true })}>
                {t(step.optional ? 'step.required' : 'step.optional')}
              </Menu.Item>
              <Menu.Item onClick={() => set({ ...step, window: step.window ? undefined : '7d' })}>{t(step.window ? 'step.noWindow' : 'step.window')}</Menu.Item>
            </>
          ) : null}
          <Menu.Divider />
          <Menu.Item disabled={at === 0} onClick={() => move(at - 1)}>{t('step.up')}</Menu.Item>
          <Menu.Item disabled={at === last} onClick={() => move(at + 1)}>{t('step.down')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item disabled={remove === null} leftSection={<IconTrash size={14} stroke={1.5} aria-hidden="true" />} onClick={() => remove?.()}>{t('step.remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

const eventsOf = ({ event, events, where, url }: FunnelStep): EventPattern => tidy({ event, events, where, url });

/** Other events are another step: what it was called goes with the old ones. */
const settingsOf = ({ optional, window }: FunnelStep): FunnelStep => ({ optional, window });

/** Its own name, taken when the field is left. */
function NameField({ value, placeholder, done }: { value: string; placeholder: string; done: (name: string) => void }) {
  const { t } = useTranslation('funnel');
  const [text, setText] = useState(value);
  return (
    <TextField
      quiet label={t('step.name')} value={text} placeholder={placeholder} maxLength={80} autoFocus onText={setText} onBlur={() => done(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done(text);
        if (event.key === 'Escape') done(value);
      }}
    />
  );
}
