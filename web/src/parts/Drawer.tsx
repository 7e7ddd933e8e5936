// What opens beside a screen: 352 px, pushes at 1440 and wider, floats below, a page of its own on a phone. Esc closes it;
// giving the focus back is the opener's (`onClose`).
import { IconX } from '@tabler/icons-react';
import { useFocusTrap, useMediaQuery, useMergedRef } from '@mantine/hooks';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button';
import styles from './Drawer.module.css';

interface DrawerProps {
  /** Where it belongs: “배송 · 감정”. */
  place: ReactNode;
  title: ReactNode;
  /** Under the title: feeling, origin. */
  about?: ReactNode;
  /** Changes when something else is shown, so that the focus moves to the new title. */
  shows: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  /** Beside the button that closes: previous and next. */
  tools?: ReactNode;
}

export function Drawer({ place, title, about, shows, onClose, children, footer, tools }: DrawerProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const phone = useMediaQuery('(max-width: 639px)') ?? false;
  const trap = useFocusTrap(phone);
  const scroller = useRef<HTMLElement>(null);
  const ref = useMergedRef(trap, scroller);
  const name = useId();
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scroller.current?.scrollTo({ top: 0 });
  }, [shows]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <aside
      ref={ref} className={styles.drawer} aria-labelledby={name} onKeyDown={onKeyDown}
      {...(phone ? { role: 'dialog', 'aria-modal': true } : {})}
    >
      <header className={styles.head}>
        <div className={styles.place}>
          <span>{place}</span>
          {tools}
          <IconButton name={t('close')} onClick={onClose} className={styles.close}>
            <IconX size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
        </div>
        <h2 id={name} ref={heading} tabIndex={-1} data-autofocus>
          {title}
        </h2>
        {about ? <div className={styles.about}>{about}</div> : null}
      </header>
      <div className={styles.blocks}>{children}</div>
      {footer ? <footer className={styles.foot}>{footer}</footer> : null}
    </aside>
  );
}

/** A part of a drawer: small grey title, a grey note at the right, then what there is. */
export function Block({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.block}>
      <h3>
        {title}
        {note ? <em>{note}</em> : null}
      </h3>
      {children}
    </section>
  );
}
