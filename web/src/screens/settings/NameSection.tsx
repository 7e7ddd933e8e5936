// The name that the person at this browser writes under, said honestly: nobody checks it as long as there are no accounts.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useName, writeAs } from '../../api/name';
import { Button } from '../../parts';
import { TextField } from '../page/Field';
import { Section } from '../page/Section';
import styles from './Settings.module.css';

export function NameSection() {
  const { t } = useTranslation('team');
  const name = useName();
  const [text, setText] = useState(name);
  const [kept, setKept] = useState(false);
  const save = () => {
    writeAs(text);
    setKept(true);
  };
  return (
    <Section title={t('name.title')} remark={t('name.how')}>
      <form className={styles.name} onSubmit={(event) => { event.preventDefault(); save(); }}>
        <TextField label={t('name.title')} quiet value={text} maxLength={40} autoComplete="name" onText={(next) => { setText(next); setKept(false); }} />
        <Button type="submit" disabled={text.trim() === name}>{t('name.save')}</Button>
        <span role="status" className="faint">{kept ? t('name.kept') : ''}</span>
      </form>
    </Section>
  );
}
