// The keys of the map.
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './MapScreen.module.css';

const KEYS = [['← ↑ → ↓', 'move'], ['Enter', 'open'], ['E', 'write'], ['Esc', 'close'], ['1 3', 'modes'], ['T', 'table'], ['[ ]', 'finding'], ['?', 'help']] as const;

export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('map');
  return (
    <Modal opened={open} onClose={onClose} title={t('keys.title')} size={400} closeButtonProps={{ 'aria-label': t('close') }}>
      <dl className={styles.keys}>
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>{key.split(' ').map((each) => <kbd key={each}>{each}</kbd>)}</dt>
            <dd>{t(`keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
