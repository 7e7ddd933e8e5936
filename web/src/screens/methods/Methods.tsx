// How numbers are computed, as it is written in `docs/`: the same text that comes with the source, read without a network.
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPart, LoadingGrid } from '../../parts';
import { PAGES, type Page } from '../../parts/help/topics';
import { TopBar } from '../page/TopBar';
import { pageHtml } from './markdown';
import styles from './methods.module.css';

const TEXTS = import.meta.glob<string>('../../../../docs/{walks,statistics,findings,team}.md', { query: '?raw', import: 'default' });

async function textOf(page: Page): Promise<string> {
  const load = TEXTS[`../../../../docs/${page}.md`];
  if (!load) throw new Error(`there is no page ${page}`);
  return load();
}

export function Methods() {
  const { t } = useTranslation('help');
  const { ws = '', page: asked } = useParams({ strict: false });
  const { hash } = useLocation();
  const page = PAGES.find((one) => one === asked) ?? PAGES[0];
  const text = useQuery({ queryKey: ['methods', page], queryFn: () => textOf(page), staleTime: Infinity });
  const html = useMemo(() => (text.data === undefined ? null : pageHtml(text.data, `/w/${ws}/methods`, t('table'))), [text.data, ws, t]);
  useEffect(() => {
    if (html === null) return;
    const heading = hash === '' ? null : document.getElementById(decodeURIComponent(hash));
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }, [html, hash]);
  return (
    <>
      <TopBar title={t('title')}>
        <nav className={styles.pages} aria-label={t('pages')}>
          {PAGES.map((one) => (
            <Link key={one} to="/w/$ws/methods/$page" params={{ ws, page: one }} aria-current={one === page ? 'page' : undefined}>{t(`page.${one}`)}</Link>
          ))}
        </nav>
      </TopBar>
      <div className="page">
        <p className={styles.note}>{t('language')}</p>
        {text.isError ? <ErrorPart error={text.error} retry={() => void text.refetch()} /> : null}
        {html === null ? <LoadingGrid columns={1} rows={8} /> : <article className={styles.text} lang="en" dangerouslySetInnerHTML={{ __html: html }} />}
      </div>
    </>
  );
}
