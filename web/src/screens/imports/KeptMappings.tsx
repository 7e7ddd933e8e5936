// Mappings kept by name: what each reads, its file to look at and to copy.
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedMapping } from '../../api/contract';
import { Button, ErrorPart, useFormat } from '../../parts';
import page from '../page/page.module.css';
import { Section } from '../page/Section';
import styles from './imports.module.css';
import { mappingsQuery } from './queries';

export function KeptMappings({ ws }: { ws: string }) {
  const { t } = useTranslation('imports');
  const query = useQuery(mappingsQuery(ws));
  const kept = query.data?.mappings ?? [];
  if (query.isError) return <ErrorPart error={query.error} title={t('kept.failed')} retry={() => void query.refetch()} />;
  if (kept.length === 0) return null;
  return (
    <Section title={t('kept.title')} remark={t('kept.remark')}>
      <ul className={styles.kept}>
        {kept.map((one) => <KeptOne key={one.name} kept={one} />)}
      </ul>
    </Section>
  );
}

function KeptOne({ kept }: { kept: SavedMapping }) {
  const { t } = useTranslation('imports');
  const { day } = useFormat();
  const [copied, setCopied] = useState(false);
  const { events = [], voices = [], customers = [] } = kept.mapping;
  const copy = async () => {
    await navigator.clipboard.writeText(kept.yaml);
    setCopied(true);
  };
  const gives = [
    events.length > 0 ? events.map((block) => block.event ?? `[${block.event_from}]`).join(', ') : null,
    voices.length > 0 ? voices.map((block) => t(`common:source.${block.source}`)).join(', ') : null,
    customers.length > 0 ? t('kept.customers') : null,
  ].filter(Boolean).join(' · ');
  return (
    <li>
      <details>
        <summary>
          <b>{kept.name}</b>
          <span className="faint">{gives}</span>
          <span className={styles.keptDay}>{day(kept.updated_at)}</span>
        </summary>
        <pre className={page.code} tabIndex={0} aria-label={t('kept.file', { name: kept.name })}>{kept.yaml}</pre>
        <Button onClick={() => void copy()}>
          {copied ? <IconCheck size={16} stroke={1.5} aria-hidden="true" /> : <IconCopy size={16} stroke={1.5} aria-hidden="true" />}
          {copied ? t('kept.copied') : t('kept.copy')}
        </Button>
      </details>
    </li>
  );
}
