// The names of a stage, in both languages. They are part of the journey's definition.
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalText, MapStage } from '../../../api/contract';
import { journeyQuery } from '../../../api/queries';
import { localText } from '../../../i18n';
import { Button, ErrorPart, LoadingGrid, useLang } from '../../../parts';
import { inLang, withLang } from '../../journeys/model';
import { TextField } from '../../page/Field';
import { useMap } from '../context';
import { useLayout } from './layout';
import styles from './team.module.css';

export function RenameStage({ journey, stage, onClose }: { journey: string; stage: MapStage; onClose: () => void }) {
  const { t } = useTranslation('layout');
  const { ws } = useMap();
  const query = useQuery({ ...journeyQuery(ws, journey), staleTime: 0 });
  // asked for anew when it opens; what is asked for later, because somebody changed the journey, must not take away what is being typed
  const found = !query.isFetchedAfterMount ? undefined : query.data?.definition.stages.find(({ id }) => id === stage.id);
  return (
    <Modal opened onClose={onClose} title={t('renameTitle', { name: stage.name })} size={420} closeButtonProps={{ 'aria-label': t('close') }}>
      {query.error ? <ErrorPart error={query.error} retry={() => void query.refetch()} /> : null}
      {found ? <Names id={stage.id} name={found.name} onClose={onClose} /> : query.error ? null : <LoadingGrid columns={1} rows={3} />}
    </Modal>
  );
}

function Names({ id, name: first, onClose }: { id: string; name: LocalText; onClose: () => void }) {
  const { t } = useTranslation('layout');
  const lang = useLang();
  const layout = useLayout();
  const [name, setName] = useState(first);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const shown = localText(name, lang).trim();
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await layout.definition(
        (journey) => ({ ...journey, stages: journey.stages.map((stage) => (stage.id === id ? { ...stage, name } : stage)) }),
        t('renamed', { name: shown }),
      );
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  const field = (language: 'ko' | 'en') => (
    <TextField
      label={t(`name.${language}`)} lang={language} value={inLang(name, language)} maxLength={80} data-autofocus={language === lang ? true : undefined}
      onText={(text) => setName(withLang(name, language, text))}
    />
  );
  return (
    <form className={styles.shareForm} onSubmit={(event) => { event.preventDefault(); if (shown !== '' && !busy) void save(); }}>
      {field(lang)}
      {field(lang === 'ko' ? 'en' : 'ko')}
      <p className={styles.hint}>{t('renameHow')}</p>
      {error ? <ErrorPart error={error} /> : null}
      <div className={styles.buttons}>
        <Button look="primary" type="submit" disabled={busy || shown === ''}>{t('save')}</Button>
        <Button look="ghost" onClick={onClose}>{t('team:cancel')}</Button>
      </div>
    </form>
  );
}
