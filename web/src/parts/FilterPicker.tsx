// Whose journey: values of traits and of event properties, ticked; several values of one field are “or”, several fields
// are “and”. The server tells what there is to choose from.
import { Popover } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fields, Predicate } from '../api/contract';
import { fieldsQuery } from '../api/queries';
import { Button, Chip } from './Button';
import { ErrorPart } from './ErrorPart';
import { fieldKey, predicateText, toggleValue, valuesOf } from './filters';
import { useFormat } from './format';
import styles from './Pickers.module.css';

interface FilterPickerProps {
  ws: string;
  value: Predicate[];
  onChange: (where: Predicate[]) => void;
}

type Field = Fields['fields'][number];

export function FilterPicker({ ws, value, onChange }: FilterPickerProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const first = value[0];
  const label = !first ? t('filter.everyone') : value.length === 1 ? predicateText(first) : t('filter.several', { count: value.length });
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-start" width={520}>
      <Popover.Target>
        <Chip
          icon={<IconUserCircle size={16} stroke={1.5} aria-hidden="true" />} onClick={() => setOpen(!open)}
          aria-label={t('filter.pick', { label })} title={value.map(predicateText).join('\n') || undefined}
        >
          <span className={styles.label}>{label}</span>
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </Chip>
      </Popover.Target>
      <Popover.Dropdown className={styles.filter}>
        {open ? <Choices ws={ws} value={value} onChange={onChange} onDone={() => setOpen(false)} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

function Choices({ ws, value, onChange, onDone }: FilterPickerProps & { onDone: () => void }) {
  const { t } = useTranslation();
  const query = useQuery(fieldsQuery(ws));
  const fields = useMemo(() => query.data?.fields.filter((field) => field.values.length > 0) ?? [], [query.data]);
  const [picked, setPicked] = useState<string | null>(value[0] ? fieldKey(value[0].field) : null);
  if (query.error) return <ErrorPart error={query.error} title={t('filter.failed')} retry={() => void query.refetch()} />;
  if (query.isPending) return <p className={styles.note}>{t('state.loading')}</p>;
  if (fields.length === 0) return <p className={styles.note}>{t('filter.none')}</p>;
  const shown = fields.find((field) => fieldKey(field) === picked) ?? fields[0];
  return (
    <>
      <div className={styles.panes}>
        <ul className={styles.fields}>
          {(['trait', 'event'] as const).map((of) => {
            const some = fields.filter((field) => field.of === of);
            if (some.length === 0) return null;
            return (
              <li key={of}>
                <span className={styles.group}>{t(`filter.${of}`)}</span>
                <ul>
                  {some.map((field) => (
                    <li key={field.name}>
                      <button
                        type="button" className={styles.option} aria-pressed={field === shown}
                        onClick={() => setPicked(fieldKey(field))}
                      >
                        <span>{field.name}</span>
                        <em>{valuesOf(value, field).length || ''}</em>
                        <IconChevronRight size={12} stroke={1.5} aria-hidden="true" />
                      </button>
                    </li>
                  ))}
                </ul>
              </li>
            );
          })}
        </ul>
        {shown ? <Values key={fieldKey(shown)} field={shown} value={value} onChange={onChange} /> : null}
      </div>
      <div className={styles.feet}>
        <Button look="ghost" disabled={value.length === 0} onClick={() => onChange([])}>{t('filter.clear')}</Button>
        <Button look="primary" onClick={onDone}>{t('done')}</Button>
      </div>
    </>
  );
}

function Values({ field, value, onChange }: { field: Field; value: Predicate[]; onChange: (where: Predicate[]) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [find, setFind] = useState('');
  const ticked = valuesOf(value, field);
  const shown = field.values.filter((row) => row.value.toLowerCase().includes(find.trim().toLowerCase()));
  return (
    <div className={styles.values}>
      {field.values.length > 8 ? (
        <input
          className={styles.find} type="search" value={find} placeholder={t('filter.find')} aria-label={t('filter.find')}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      ) : null}
      <ul>
        {shown.map((row) => (
          <li key={row.value}>
            <label className={styles.value}>
              <input
                type="checkbox" checked={ticked.includes(row.value)}
                onChange={() => onChange(toggleValue(value, field, row.value))}
              />
              <span>{row.value}</span>
              <em>{format.count(row.count)}</em>
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className={styles.note}>{t('filter.noValue')}</p> : null}
      {field.distinct > field.values.length ? (
        <p className={styles.note}>{t('filter.more', { shown: field.values.length, count: field.distinct })}</p>
      ) : null}
    </div>
  );
}
