// The whole way to the first map, on Home while there is none: what is done, what comes next and what it is for.
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts';
import styles from './guide.module.css';
import { GuideStep } from './GuideStep';
import { isPast, STEPS, type Facts, type Step } from './steps';
import type { Guide } from './useGuide';

export function GuideList({ ws, guide }: { ws: string; guide: Guide }) {
  const { t } = useTranslation('guide');
  const { facts, now } = guide;
  return (
    <ol className={styles.list} aria-label={t('title')}>
      {STEPS.map((step, at) => {
        const past = isPast(step, now);
        return (
          <li key={step} data-past={past} aria-current={step === now ? 'step' : undefined}>
            <i aria-hidden="true">{past ? <IconCheck size={14} stroke={2} /> : at + 1}</i>
            <div>
              <h2>{t(`step.${step}`)}{past ? <span className="hidden-text"> {t('past')}</span> : null}</h2>
              <p>{past ? <Done step={step} facts={facts} /> : t(`why.${step}`)}</p>
              {step === now ? (
                <>
                  {step === 'columns' && facts.waiting ? <p className="soft">{t('waiting', { file: facts.waiting.file })}</p> : null}
                  <p className={styles.do}><GuideStep ws={ws} step={step} facts={facts} /></p>
                  <p className={styles.wrong}><b>{t('wrong')}</b> {t(`if.${step}`)}</p>
                </>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** What a step that is behind has left. */
function Done({ step, facts }: { step: Step; facts: Facts }) {
  const { t } = useTranslation('guide');
  const { count } = useFormat();
  if (step === 'upload' && facts.events + facts.voices === 0) return t('done.sent');
  if (step === 'upload' || step === 'columns') {
    return [
      facts.events > 0 ? t('common:unit.events', { count: facts.events, n: count(facts.events) }) : null,
      facts.voices > 0 ? t('common:unit.voices', { count: facts.voices, n: count(facts.voices) }) : null,
    ].filter(Boolean).join(' · ');
  }
  return t('past');
}
