// The calendar of the period picker, in a file of its own so that only who opens it fetches it.
import { DatePicker } from '@mantine/dates';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/ko';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLang } from './format';
import type { Period } from './periods';
import styles from './Pickers.module.css';

interface CalendarProps {
  value: Period;
  last: string | null;
  onPick: (period: Period) => void;
}

export default function Calendar({ value, last, onPick }: CalendarProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const [range, setRange] = useState<[string | null, string | null]>([value.from, value.to]);
  return (
    <DatePicker
      type="range"
      size="sm"
      allowSingleDateInRange
      hideOutsideDates
      ariaLabels={{ previousMonth: t('period.before'), nextMonth: t('period.after'), previousYear: t('period.yearBefore'), nextYear: t('period.yearAfter') }}
      className={styles.days}
      locale={lang}
      firstDayOfWeek={1}
      monthLabelFormat={lang === 'ko' ? 'YYYY년 M월' : 'MMMM YYYY'}
      defaultDate={value.from ?? last ?? undefined}
      maxLevel="year"
      value={range}
      onChange={([from, to]) => {
        setRange([from, to]);
        if (from && to) onPick({ from, to });
      }}
    />
  );
}
