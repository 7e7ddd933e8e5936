// What a thing is, shown after 300 ms of hovering or on focus. Never the only way to learn something: the drawer says it too.
import { Tooltip } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import styles from './Tip.module.css';

interface TipProps {
  says: ReactNode;
  children: ReactElement<Record<string, unknown>>;
  position?: 'top' | 'bottom' | 'right' | 'left';
}

export function Tip({ says, children, position = 'bottom' }: TipProps) {
  return (
    <Tooltip
      label={says}
      position={position}
      multiline
      openDelay={300}
      events={{ hover: true, focus: true, touch: false }}
      classNames={{ tooltip: styles.tip }}
      withinPortal
    >
      {children}
    </Tooltip>
  );
}

/** Title and lines of a longer tip. */
export function TipText({ title, lines }: { title: string; lines: string[] }) {
  return (
    <>
      <b>{title}</b>
      {lines.map((line) => (
        <span key={line} className={styles.line}>
          {line}
        </span>
      ))}
    </>
  );
}
