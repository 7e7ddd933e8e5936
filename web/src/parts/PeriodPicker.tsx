// Which days are looked at. Presets count back from the last day that has data, not from today, so that an old file shows
// something too. The calendar is fetched when it is first opened.
import { Popover } from '@mantine/core';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from './Button';
import { useFormat } from './format';
import styles from './Pickers.module.css';
import { presetsBefore, type Period } from './periods';

const Calendar = lazy(() => import('./Calendar'));

interface PeriodPickerProps {
  value: Period;
  /** First and last day with data, `2026-11-22`; `null` when there are none. */
  first?: string | null;
  last: string | null;
  onChange: (period: Period) => void;
}

export function PeriodPicker({ value, first = null, last, onChange }: PeriodPickerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const pick = (period: Period) => {
    onChange(period);
    setOpen(false);
  };
  const [from, to] = [value.from ?? first, value.to ?? last];
  const all = value.from === null && value.to === null;
  const label = all ? t('period.all') : from && to ? format.dayRange(from, to) : from
    ? t('period.since', { day: format.day(from) }) : to ? t('period.until', { day: format.day(to) }) : t('period.all');
  const presets = presetsBefore(last);
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <Chip icon={<IconCalendar size={16} stroke={1.5} aria-hidden="true" />} onClick={() => setOpen(!open)} aria-label={t('period.pick', { label })}>
          {label} <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </Chip>
      </Popover.Target>
      <Popover.Dropdown className={styles.period}>
        <ul className={styles.presets}>
          {presets.map((preset) => {
            const on = preset.period.from === value.from && preset.period.to === value.to;
            return (
              <li key={preset.id}>
                <button type="button" className={styles.option} aria-pressed={on} onClick={() => pick(preset.period)}>
                  {t(`period.${preset.id}`)}
                </button>
              </li>
            );
          })}
        </ul>
        <Suspense fallback={<div className={styles.calendar} />}>
          <div className={styles.calendar}>
            <Calendar value={value} last={last} onPick={pick} />
          </div>
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
