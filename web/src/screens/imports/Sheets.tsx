// The sheets of a workbook: which are read, which are left out and with how many rows.
import { useTranslation } from 'react-i18next';
import type { SheetPart } from '../../api/contract';
import { useFormat } from '../../parts';
import { ChoiceField } from '../page/Field';
import { Section } from '../page/Section';
import styles from './imports.module.css';

interface SheetsProps {
  sheets: SheetPart[];
  /** The sheet that was chosen; none where all with the same columns are read. */
  chosen: string | undefined;
  choose: (sheet: string | undefined) => void;
}

/** Which sheet is read. */
export function Sheets({ sheets, chosen, choose }: SheetsProps) {
  const { t } = useTranslation('imports');
  const { count } = useFormat();
  const one = (sheet: SheetPart) => t('sheets.one', { name: sheet.name, count: sheet.rows, n: count(sheet.rows) });
  const left = sheets.filter((sheet) => !sheet.read);
  return (
    <div className={styles.main}>
      <ChoiceField
        label={t('sheets.title')} value={chosen ?? ''} onText={(name) => choose(name === '' ? undefined : name)}
        remark={left.length > 0 ? `${t('sheets.left')}: ${left.map(one).join(', ')}` : t('sheets.why')}
        options={[{ value: '', label: t('sheets.alike') }, ...sheets.map((sheet) => ({ value: sheet.name, label: one(sheet) }))]}
      />
    </div>
  );
}

/** What an import has left out of a workbook. */
export function SheetsLeft({ sheets }: { sheets: SheetPart[] }) {
  const { t } = useTranslation('imports');
  const { count } = useFormat();
  const left = sheets.filter((sheet) => !sheet.read);
  if (left.length === 0) return null;
  return (
    <Section title={t('sheets.left')}>
      <ul className={styles.faults}>
        {left.map((sheet) => (
          <li key={sheet.name}>
            <span>{sheet.name}</span>
            <b>{t('sheets.leftRows', { count: sheet.rows, n: count(sheet.rows) })}</b>
          </li>
        ))}
      </ul>
    </Section>
  );
}
