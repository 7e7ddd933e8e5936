// The same way as one line over the screens that it leads through: where one is, what it is for, and what to do when the data
// are thin or wrong. Home has the whole of it, so that it can be left at any time.
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keep, kept } from '../../api/kept';
import { IconButton } from '../../parts';
import { useHere } from '../page/workspace';
import styles from './guide.module.css';
import { isPast, STEPS, type Step } from './steps';
import { useGuide } from './useGuide';

const keyOf = (ws: string) => `yeojido.guide.closed.${ws}`;

interface GuideStripProps {
  ws: string;
  /** The step that this screen is. */
  at: Step;
  /** What leads on. */
  onward?: ReactNode;
  /** Shown instead where somebody is not on the way to a first map. */
  otherwise?: ReactNode;
}

export function GuideStrip(props: GuideStripProps) {
  const { demo } = useHere();
  const [closed, setClosed] = useState(() => kept('localStorage', keyOf(props.ws)) !== null);
  // a demo workspace has its maps
  if (demo || closed) return props.otherwise ?? null;
  const close = () => {
    keep('localStorage', keyOf(props.ws), 'closed');
    setClosed(true);
  };
  return <Strip {...props} close={close} />;
}

function Strip({ ws, at, onward, otherwise = null, close }: GuideStripProps & { close: () => void }) {
  const { t } = useTranslation('guide');
  const guide = useGuide();
  // whoever begins another file or journey while a map is there is past all this
  const over = guide?.now === null && (at === 'upload' || at === 'columns' || at === 'journey');
  if (guide === null || over || !guide.first) return otherwise;
  return (
    <section className={styles.strip} aria-label={t('title')} data-map={at === 'map'}>
      <ol>
        {STEPS.map((step, place) => {
          const past = step !== at && (isPast(step, guide.now) || STEPS.indexOf(step) < STEPS.indexOf(at));
          return (
            <li key={step} data-past={past} aria-current={step === at ? 'step' : undefined}>
              <i aria-hidden="true">{past ? <IconCheck size={12} stroke={2} /> : place + 1}</i>
              <span>{t(`step.${step}`)}{past ? <span className="hidden-text"> {t('past')}</span> : null}</span>
            </li>
          );
        })}
      </ol>
      <p>
        {t(`why.${at}`)} <span className={styles.if}>{t(`if.${at}`)}</span>
      </p>
      <div className={styles.tools}>
        {onward}
        {at === 'map'
          ? <IconButton name={t('close')} onClick={close}><IconX size={16} stroke={1.5} aria-hidden="true" /></IconButton>
          : <Link className="link" to="/w/$ws" params={{ ws }}>{t('leave')}</Link>}
      </div>
    </section>
  );
}
