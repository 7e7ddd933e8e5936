// How the interface looks and speaks in this browser, and which Yeojido this is.
import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/queries';
import { localText, switchLanguage } from '../../i18n';
import { ErrorPart, Segments, useLang } from '../../parts';
import styles from './Settings.module.css';

export function Settings() {
  const { t } = useTranslation('settings');
  const lang = useLang();
  const { ws } = useParams({ from: '/w/$ws' });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const session = useQuery(sessionQuery);
  const here = session.data?.workspaces.find((other) => other.name === ws);
  return (
    <div className="page">
      <h1>{t('title')}</h1>
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
        {session.error ? (
          <ErrorPart error={session.error} retry={() => void session.refetch()} />
        ) : (
          <>
            <div>
              <dt>{t('workspace')}</dt>
              <dd>{here ? localText(here.title, lang) : ws}</dd>
            </div>
            <div>
              <dt>{t('zone')}</dt>
              <dd>{here?.zone ?? '–'}<small>{t('zoneWhy')}</small></dd>
            </div>
            <div>
              <dt>{t('version')}</dt>
              <dd>{session.data?.version ?? '–'}</dd>
            </div>
          </>
        )}
      </dl>
    </div>
  );
}
