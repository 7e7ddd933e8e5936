// Which workspace is on screen, and the way to another: in the navigation, on a phone in the settings.
import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/queries';
import { workspaceName } from '../i18n';
import { useLang } from '../parts';
import styles from './Frame.module.css';

export function WorkspacePicker({ ws }: { ws: string }) {
  const { t } = useTranslation();
  const lang = useLang();
  const navigate = useNavigate();
  const session = useQuery(sessionQuery);
  const workspaces = session.data?.workspaces ?? [];
  const here = workspaces.find((other) => other.name === ws);
  const title = here ? workspaceName(here, lang, t) : ws;
  return (
    <Menu position="bottom-start" width={208} withinPortal>
      <Menu.Target>
        <button type="button" className={styles.workspace} aria-label={t('nav.workspace', { name: title })}>
          <span className={styles.initial} aria-hidden="true">{title.slice(0, 1)}</span>
          <span className={styles.text}>{title}</span>
          <IconChevronDown className={styles.text} size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('nav.workspaces')}</Menu.Label>
        {workspaces.map((other) => (
          <Menu.Item
            key={other.name}
            rightSection={other.name === ws ? <IconCheck size={14} stroke={1.5} aria-hidden="true" /> : null}
            onClick={() => void navigate({ to: '/w/$ws', params: { ws: other.name } })}
          >
            {workspaceName(other, lang, t)}
            {other.demo ? <span className={styles.demo}>{t('nav.demo')}</span> : null}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
