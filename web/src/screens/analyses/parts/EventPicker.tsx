// Which events a step, a start or an end means: ticked names with their counts, a name with `*` typed, conditions on
// properties, pages by pattern. Nothing picked is any event.
import { Popover } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../../../api/contract';
import { Button, Chip, ErrorPart, useFormat } from '../../../parts';
import pickers from '../../../parts/Pickers.module.css';
import { ConditionRow } from '../../journeys/ConditionRow';
import { Tokens } from '../../journeys/Tokens';
import { namesOf, tidy, urlsOf, withNames, written, type EventPattern } from './questions';
import styles from './parts.module.css';
import { usePatternText } from './texts';
import type { DataAt } from './useData';

interface EventPickerProps {
  data: DataAt;
  value: EventPattern;
  onChange: (pattern: EventPattern) => void;
  /** What is picked for, spoken: “2단계”. */
  label: string;
  /** What is shown instead of the names: a step's own name. */
  shown?: string;
  /** Opened at once, for a step that is being added; told when it closes, with or without a choice. */
  adding?: { close: () => void };
}

export function EventPicker({ data, value, onChange, label, shown, adding }: EventPickerProps) {
  const { t } = useTranslation('analyses');
  // what is ticked is asked when the list closes, not tick by tick
  const [draft, setDraft] = useState<EventPattern | null>(adding ? value : null);
  const text = usePatternText();
  const open = draft !== null;
  const close = () => {
    setDraft(null);
    if (draft !== null && written(draft) !== written(value)) onChange(draft);
    adding?.close();
  };
  const toggle = () => (open ? close() : setDraft(value));
  return (
    <Popover opened={open} onChange={(next) => (next ? setDraft(value) : close())} trapFocus returnFocus position="bottom-start" width={400} withinPortal>
      <Popover.Target>
        <Chip className={styles.pick} onClick={toggle} aria-label={t('pick.label', { label, events: text(value) })} title={text(value)}>
          <span className={styles.picked}>{shown ?? text(value)}</span>
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </Chip>
      </Popover.Target>
      <Popover.Dropdown className={styles.picker} aria-label={label}>
        {draft ? <Choices data={data} value={draft} onChange={setDraft} done={close} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoicesProps {
  data: DataAt;
  value: EventPattern;
  onChange: (pattern: EventPattern) => void;
  done: () => void;
}

function Choices({ data, value, onChange, done }: ChoicesProps) {
  const { t } = useTranslation('analyses');
  const names = namesOf(value);
  return (
    <>
      <Names data={data} names={names} onNames={(next) => onChange(tidy(withNames(value, next)))} />
      <Narrowed data={data} value={value} onChange={onChange} />
      <div className={pickers.feet}>
        <Button look="ghost" disabled={names.length === 0} onClick={() => onChange(tidy(withNames(value, [])))}>{t('pick.clear')}</Button>
        <Button look="primary" onClick={done}>{t('common:done')}</Button>
      </div>
    </>
  );
}

/** Names beyond these are found by typing. */
const LISTED = 60;

function Names({ data, names, onNames }: { data: DataAt; names: string[]; onNames: (names: string[]) => void }) {
  const { t } = useTranslation('analyses');
  const format = useFormat();
  const [find, setFind] = useState('');
  const seek = find.trim().toLowerCase();
  const known = new Set(data.events.map(({ name }) => name));
  // what is picked but not in the data stays in sight, so that it can be taken away
  const strange = names.filter((name) => !known.has(name)).map((name) => ({ name, count: null }));
  const fitting = [...strange, ...data.events].filter(({ name }) => name.toLowerCase().includes(seek));
  const typed = find.trim();
  const toggle = (name: string) => onNames(names.includes(name) ? names.filter((one) => one !== name) : [...names, name]);
  if (data.error) return <ErrorPart error={data.error} title={t('pick.failed')} retry={data.retry} />;
  return (
    <div className={styles.names}>
      <input
        className={pickers.find} type="search" value={find} placeholder={t('pick.find')} aria-label={t('pick.find')} data-autofocus
        onChange={(event) => setFind(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [only] = fitting;
          if (event.key !== 'Enter' || !only || seek === '') return;
          event.preventDefault();
          toggle(only.name);
          setFind('');
        }}
      />
      <ul className={styles.choices}>
        {typed !== '' && !known.has(typed) && !names.includes(typed) ? (
          <li>
            <button type="button" className={pickers.option} onClick={() => { toggle(typed); setFind(''); }}>
              <IconPlus size={14} stroke={1.5} aria-hidden="true" />
              <span>{t(typed.includes('*') ? 'pick.pattern' : 'pick.typed', { name: typed })}</span>
            </button>
          </li>
        ) : null}
        {fitting.slice(0, LISTED).map(({ name, count }) => (
          <li key={name}>
            <label className={pickers.value}>
              <input type="checkbox" checked={names.includes(name)} onChange={() => toggle(name)} />
              <span>{name}</span>
              <em>{count === null ? t(name.includes('*') ? 'pick.anyOf' : 'pick.notInData') : format.count(count)}</em>
            </label>
          </li>
        ))}
      </ul>
      {fitting.length === 0 && typed === '' ? <p className={pickers.note}>{t(data.pending ? 'common:state.loading' : 'pick.noEvents')}</p> : null}
      {fitting.length > LISTED ? <p className={pickers.note}>{t('pick.more', { n: format.count(fitting.length - LISTED) })}</p> : null}
    </div>
  );
}

/** Conditions and pages, folded away until one is there. */
function Narrowed({ data, value, onChange }: Omit<ChoicesProps, 'done'>) {
  const { t } = useTranslation('analyses');
  const conditions = Object.entries(value.where ?? {});
  const urls = urlsOf(value);
  const [open, setOpen] = useState(conditions.length > 0 || urls.length > 0);
  const id = useId();
  const set = (list: [string, Condition][]) => onChange(tidy({ ...value, where: Object.fromEntries(list) }));
  return (
    <div className={styles.narrow}>
      <button type="button" className="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>{t('pick.narrow')}</button>
      <div id={id} hidden={!open}>
        {conditions.map(([name, condition], at) => (
          <ConditionRow
            key={at} name={name} condition={condition} fields={data.fields} className={styles.condition}
            change={(next) => set(conditions.map((one, other) => (other === at ? next : one)))}
            remove={() => set(conditions.filter((_, other) => other !== at))}
          />
        ))}
        <Button look="ghost" disabled={conditions.some(([name]) => name.trim() === '')} onClick={() => set([...conditions, ['', '']])}>
          <IconPlus size={14} stroke={1.5} aria-hidden="true" />
          {t('pick.addCondition')}
        </Button>
        <p className={styles.small}>{t('pick.urls')}</p>
        <Tokens
          label={t('pick.urls')} placeholder="/product/*" values={urls} offer={[]}
          onValues={(next) => onChange(tidy({ ...value, url: next.length === 1 ? next[0] : next }))}
        />
      </div>
    </div>
  );
}
