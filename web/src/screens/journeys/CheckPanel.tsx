// What the rules catch as a whole: the share of events, what no stage has and what several want. A click gives an event to
// a stage.
import { Menu } from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { JourneyCheck } from '../../api/contract';
import { localText } from '../../i18n';
import { ErrorPart, IconButton, useFormat } from '../../parts';
import { Amount } from '../page/Amount';
import { Section } from '../page/Section';
import { useEditing } from './context';
import styles from './journeys.module.css';

const SHOWN = 12;

export function CheckPanel({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation('journeys');
  const { count, share } = useFormat();
  const { journey, check, checking } = useEditing();
  if (journey.stages.length === 0) return <p className="soft">{t('check.noStages')}</p>;
  if (error) return <ErrorPart error={error} title={t('check.failed')} retry={retry} />;
  if (check === null) return <p className="faint">{t('check.counting')}</p>;
  if (check.errors.length > 0) {
    return (
      <div className={styles.check}>
        <Faults check={check} />
        <p className="soft">{t('check.mend')}</p>
      </div>
    );
  }
  return (
    <div data-stale={checking} className={styles.check}>
      <Faults check={check} />
      <Section title={t('check.title')} remark={checking ? t('check.counting') : undefined}>
        {check.events === 0 ? (
          <p className="soft">{t('check.noEvents')}</p>
        ) : (
          <>
            <Amount name={t('check.title')} done={check.caught} total={check.events} />
            <p className={styles.share}>
              <b>{share(check.caught / check.events)}</b> {t('check.of', { caught: count(check.caught), events: count(check.events) })}
            </p>
          </>
        )}
      </Section>
      <Uncaught check={check} />
      <Several check={check} />
    </div>
  );
}

function Faults({ check }: { check: JourneyCheck }) {
  const { t } = useTranslation('journeys');
  if (check.errors.length + check.warnings.length === 0) return null;
  return (
    <ul className={styles.faults}>
      {check.errors.map((fault) => (
        <li key={fault.place + fault.message} role="alert">
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
          <span>
            <b>{fault.message}</b> <small>{fault.place}</small>
          </span>
        </li>
      ))}
      {check.warnings.map((warning) => (
        <li key={warning.place + warning.code}>
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
          <span>
            {t(`warning.${warning.code}`, { ...warning.params, defaultValue: warning.message })} <small>{warning.place}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Uncaught({ check }: { check: JourneyCheck }) {
  const { t } = useTranslation('journeys');
  const { count } = useFormat();
  const { journey, dispatch, lang } = useEditing();
  if (check.events === 0) return null;
  if (check.uncaught.length === 0) return <Section title={t('check.uncaught')}><p className="soft">{t('check.allCaught')}</p></Section>;
  return (
    <Section title={t('check.uncaught')} remark={t('check.kinds', { count: check.uncaught.length, n: count(check.uncaught.length) })}>
      <ul className={styles.lines}>
        {check.uncaught.slice(0, SHOWN).map((one) => (
          <li key={one.event}>
            <span>{one.event}</span>
            <span className="faint">{count(one.count)}</span>
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <IconButton name={t('check.give', { event: one.event })} disabled={journey.stages.length === 0}>
                  <IconPlus size={14} stroke={1.5} aria-hidden="true" />
                </IconButton>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t('check.into')}</Menu.Label>
                {journey.stages.map((stage) => (
                  <Menu.Item key={stage.id} onClick={() => dispatch({ do: 'catch', stage: stage.id, event: one.event })}>
                    {localText(stage.name, lang) || stage.id}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      {check.uncaught.length > SHOWN ? <p className={styles.rest}>{t('check.more', { n: count(check.uncaught.length - SHOWN) })}</p> : null}
    </Section>
  );
}

function Several({ check }: { check: JourneyCheck }) {
  const { t } = useTranslation('journeys');
  const { count } = useFormat();
  const { journey, lang } = useEditing();
  if (check.several.length === 0) return null;
  const nameOf = (id: string) => {
    const stage = journey.stages.find((one) => one.id === id);
    return stage ? localText(stage.name, lang) : id;
  };
  return (
    <Section title={t('check.several')} remark={t('check.severalWhy')}>
      <ul className={styles.lines}>
        {check.several.slice(0, SHOWN).map((one) => (
          <li key={one.event}>
            <span>
              {one.event}
              <small>{one.stages.map(nameOf).join(' → ')}</small>
            </span>
            <span className="faint">{count(one.count)}</span>
          </li>
        ))}
      </ul>
      {check.several.length > SHOWN ? <p className={styles.rest}>{t('check.more', { n: count(check.several.length - SHOWN) })}</p> : null}
    </Section>
  );
}
