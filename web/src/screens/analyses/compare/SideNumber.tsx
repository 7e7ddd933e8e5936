// A number of one side; it opens the customers whom it counts there.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import styles from './compare.module.css';
import { useContrast } from './context';
import { opens, written, type ContrastAnswer, type ContrastRow, type SideName } from './model';
import { valueText } from './texts';

interface SideNumberProps {
  row: ContrastRow;
  side: SideName;
  unit: ContrastAnswer['unit'];
  large?: boolean;
}

export function SideNumber({ row, side, unit, large = false }: SideNumberProps) {
  const { t } = useTranslation('contrast');
  const format = useFormat();
  const { names, cell, open } = useContrast();
  const one = row[side];
  const n = Number.isInteger(one.n) ? format.count(one.n) : format.plain(one.n, 1);
  const text = (
    <>
      <b>{valueText(one.value, unit, format)}</b> <small>{t('of', { n, of: format.count(one.of) })}</small>
    </>
  );
  const state = written({ side, what: row.what as never });
  if (!opens(row) || one.n === 0) return <span className={styles.number} data-large={large}>{text}</span>;
  const opened = cell !== null && JSON.stringify(written(cell)) === JSON.stringify(state);
  return (
    <button
      type="button" className={styles.number} data-large={large} data-cell={JSON.stringify(state)} aria-expanded={opened} title={t('opens', { side: names[side], n })}
      onClick={() => open({ side, what: row.what as never })}
    >
      <span className="hidden-text">{names[side]} </span>{text}
    </button>
  );
}
