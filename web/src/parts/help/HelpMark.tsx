// A small question mark beside a name: what it is, how it is computed, and the way to the whole method. In the grid of a map
// it is one of the places that the arrows reach, and no tab stop of its own.
import { Popover } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './HelpMark.module.css';
import { TOPICS, type Topic } from './topics';

export interface Asked {
  topic: Topic;
  /** What the screen calls it. */
  name: string;
}

interface HelpMarkProps {
  about: [Asked, ...Asked[]];
  /** `customers` where a map counts customers. */
  context?: string;
  /** In a grid whose arrows move the focus. */
  inGrid?: boolean;
  className?: string;
}

export function HelpMark({ about, context, inGrid = false, className = '' }: HelpMarkProps) {
  const { t } = useTranslation('help');
  const [opened, setOpened] = useState(false);
  const name = about[0].name;
  return (
    <Popover opened={opened} onChange={setOpened} position={inGrid ? 'right-start' : 'bottom-start'} width={320} trapFocus returnFocus withinPortal middlewares={{ flip: true, shift: { padding: 8 } }}>
      <Popover.Target>
        <button
          type="button" className={`${styles.mark} ${className}`} aria-label={t('of', { name })} data-help={inGrid ? about[0].topic : undefined}
          tabIndex={inGrid ? -1 : undefined} onClick={() => setOpened(!opened)}
        >
          <IconHelp size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.says} aria-label={t('of', { name })}>
        {opened ? about.map((one) => <Said key={one.topic} {...one} context={context} close={() => setOpened(false)} />) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

function Said({ topic, name, context, close }: Asked & { context?: string; close: () => void }): ReactNode {
  const { t } = useTranslation('help');
  // whoever came by a link to one map has no workspace to read in
  const { ws } = useParams({ strict: false });
  const [page = '', anchor] = TOPICS[topic].split('#');
  return (
    <section className={styles.topic}>
      <h3>{name}</h3>
      <p>{t(`topic.${topic}.what`, { context })}</p>
      <p>{t(`topic.${topic}.how`, { context })}</p>
      {ws ? (
        <Link className="link" to="/w/$ws/methods/$page" params={{ ws, page }} hash={anchor} onClick={close} aria-label={t('methodOf', { name })}>
          {t('method')}
        </Link>
      ) : <button type="button" className="link" onClick={close}>{t('common:close')}</button>}
    </section>
  );
}
