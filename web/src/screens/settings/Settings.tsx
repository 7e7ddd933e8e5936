// How the interface looks and speaks in this browser, what the workspace holds, and which Yeojido this is.
import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/queries';
import { actorName, switchLanguage, workspaceName } from '../../i18n';
import { WorkspacePicker } from '../../frame/WorkspacePicker';
import { buttonClass, ErrorPart, Segments, useLang } from '../../parts';
import { MergeDecisions } from '../customers/Merges';
import { KeptMappings } from '../imports/KeptMappings';
import { MachineSection } from '../machine/MachineSection';
import { Section } from '../page/Section';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import { MaskingSection } from './MaskingSection';
import { NameSection } from './NameSection';
import { SourceTable } from './SourceTable';
import styles from './Settings.module.css';

export function Settings() {
  const { t } = useTranslation('settings');
  const lang = useLang();
  const { ws, zone, demo } = useHere();
  const session = useQuery(sessionQuery);
  const here = session.data?.workspaces.find((other) => other.name === ws);
  return (
    <>
      <TopBar title={t('title')} />
      <div className={`page ${styles.settings}`}>
        <Screen />
        <NameSection />
        <Section title={t('workspace')} end={<span className={styles.picker}><WorkspacePicker ws={ws} /></span>}>
          {session.error ? (
            <ErrorPart error={session.error} retry={() => void session.refetch()} />
          ) : (
            <dl className={styles.list}>
              <div>
                <dt>{t('name')}</dt>
                <dd>
                  {here ? workspaceName(here, lang, t) : ws}
                  <small>{demo ? `${ws} · ${t('demo')}` : ws}</small>
                </dd>
              </div>
              <div>
                <dt>{t('zone')}</dt>
                <dd>
                  {zone}
                  <small>{t('zoneWhy')}</small>
                </dd>
              </div>
            </dl>
          )}
        </Section>
        <Section
          title={t('sources.title')} remark={t('sources.remark')}
          end={<Link className={buttonClass()} to="/w/$ws/imports/new" params={{ ws }}>{t('sources.upload')}</Link>}
        >
          <SourceTable ws={ws} zone={zone} />
        </Section>
        <MaskingSection ws={ws} />
        <MergeDecisions ws={ws} zone={zone} />
        <KeptMappings ws={ws} />
        <MachineSection ws={ws} />
        <About />
      </div>
    </>
  );
}

function Screen() {
  const { t } = useTranslation('settings');
  const lang = useLang();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={t('screen')} remark={t('screenWhy')}>
      <dl className={styles.list}>
        <div>
          <dt>{t('language')}</dt>
          <dd>
            <Segments
              name={t('language')} value={lang} onChange={switchLanguage}
              options={[{ value: 'ko', label: '한국어' }, { value: 'en', label: 'English' }]}
            />
          </dd>
        </div>
        <div>
          <dt>{t('theme.title')}</dt>
          <dd>
            <Segments
              name={t('theme.title')} value={colorScheme} onChange={setColorScheme}
              options={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
            />
          </dd>
        </div>
      </dl>
    </Section>
  );
}

function About() {
  const { t } = useTranslation('settings');
  const session = useQuery(sessionQuery);
  return (
    <Section title={t('about')}>
      <dl className={styles.list}>
        <div>
          <dt>{t('version')}</dt>
          <dd>{t('versionOf', { version: session.data?.version ?? '–' })}</dd>
        </div>
        <div>
          <dt>{t('who')}</dt>
          <dd>
            {session.data ? actorName(session.data.actor.name, t) : '–'}
            <small>{t('whoWhy')}</small>
          </dd>
        </div>
        <div>
          <dt>{t('where')}</dt>
          <dd>{t('whereWhy')}</dd>
        </div>
      </dl>
    </Section>
  );
}
