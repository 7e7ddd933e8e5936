// Keeping an analysis: over the one that is open, or under a new name. Whoever was slower is told, and overwrites nothing.
import { Popover } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../api/client';
import { actorName } from '../../../i18n';
import { Button, useFormat } from '../../../parts';
import { TextField } from '../../page/Field';
import styles from './parts.module.css';
import type { SavedAt } from './useSaved';

/** As the server allows. */
const LONGEST = 120;

export function SaveMenu({ saved, suggested }: { saved: SavedAt; suggested: string }) {
  const { t } = useTranslation('analyses');
  const [open, setOpen] = useState(false);
  const { current, changed } = saved;
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-end" width={300} withinPortal>
      <Popover.Target>
        <Button look={current && !changed ? 'plain' : 'primary'} onClick={() => setOpen(!open)}>
          <IconDeviceFloppy size={16} stroke={1.5} aria-hidden="true" />
          <span className={styles.barWord}>{t(current ? (changed ? 'save.changes' : 'save.kept') : 'save.do')}</span>
          <span className="hidden-text">{t('save.title')}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('save.title')}>
        {open ? <Form saved={saved} suggested={suggested} done={() => setOpen(false)} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

function Form({ saved, suggested, done }: { saved: SavedAt; suggested: string; done: () => void }) {
  const { t } = useTranslation('analyses');
  const format = useFormat();
  const { current, changed, pending, error, conflict } = saved;
  const [name, setName] = useState(current?.name ?? suggested);
  const [asked, setAsked] = useState(false);
  const fits = name.trim() !== '' && name.trim().length <= LONGEST;
  const settled = asked && !pending && error === null;
  const same = current?.name === name.trim();
  return (
    <form
      className={styles.save}
      onSubmit={(event) => {
        event.preventDefault();
        if (!fits || pending) return;
        setAsked(true);
        if (current) saved.save(name.trim());
        else saved.saveAs(name.trim());
      }}
    >
      <TextField
        label={t('save.name')} value={name} maxLength={LONGEST} data-autofocus onText={(text) => { setName(text); setAsked(false); }}
        wrong={name.trim() === '' ? t('save.noName') : null}
      />
      {current ? <p className={styles.small}>{t('save.by', { day: format.day(current.updated_at), by: actorName(current.created_by, t) })}</p> : null}
      {conflict ? <p role="alert" className={styles.small}>{t('save.conflict')}</p> : error !== null ? <p role="alert" className={styles.small}>{errorText(error, t)}</p> : null}
      {settled ? <p role="status" className={styles.small}>{t('save.done')}</p> : null}
      <div className={styles.saveButtons}>
        {settled ? <Button onClick={done}>{t('common:close')}</Button> : (
          <>
            {current ? (
              <Button disabled={!fits || pending} onClick={() => { setAsked(true); saved.saveAs(name.trim()); }}>{t('save.asNew')}</Button>
            ) : null}
            <Button type="submit" look="primary" disabled={!fits || pending || (current !== null && !changed && same)}>
              {t(current ? 'save.over' : 'save.do')}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
