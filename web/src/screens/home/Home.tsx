// Home: one sentence from the data, the stage that hurts most, the figures, and how the data are doing. What is not known
// yet is absent, and its place says what to do next.
import { IconArrowRight, IconChevronDown, IconRoute } from '@tabler/icons-react';
import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isImport, jobsQuery } from '../../api/jobs';
import { homeQuery, journeysQuery } from '../../api/queries';
import type { Home as HomeData, Job, JourneyMap } from '../../api/contract';
import { localText } from '../../i18n';
import { buttonClass, Chip, ErrorPart, HelpMark, LoadingGrid, useFormat, useLang } from '../../parts';
import { TopBar as Bar } from '../../frame/TopBar';
import { useAddress } from '../page/address';
import { Background } from '../page/Background';
import { Section } from '../page/Section';
import { useHere } from '../page/workspace';
import { Figures } from './Figures';
import { FirstSteps } from './FirstSteps';
import { Changed } from '../map/compare/Changed';
import { Heaviest } from './Heaviest';
import styles from './home.module.css';
import { RidgePanel } from './RidgePanel';
import { Jobs, Sources } from './Sources';
import { story, type Story } from './summary';
import { useSaid } from './words';

const EVERYBODY = { from: null, to: null, where: [] };

export function Home() {
  const { t } = useTranslation('home');
  const lang = useLang();
  const { ws, zone } = useHere();
  const [words, change] = useAddress(['journey'] as const);
  const query = useQuery(homeQuery(ws, words.journey, lang));
  const jobs = useQuery(jobsQuery(ws)).data?.jobs ?? query.data?.jobs ?? [];
  const home = query.data;
  return (
    <>
      <Bar><JourneyPicker ws={ws} journey={home?.journey ?? null} pick={(journey) => change({ journey })} /></Bar>
      <div className="page" aria-busy={query.isFetching}>
        {query.isError ? <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} /> : null}
        {query.isPending ? <LoadingGrid columns={5} rows={6} /> : null}
        {home ? <Body ws={ws} zone={zone} home={home} jobs={jobs} /> : null}
      </div>
    </>
  );
}

/** What a workspace tells before its first map. */
const STARTS = ['empty', 'voices_only', 'no_journey', 'no_walks'];

interface BodyProps {
  ws: string;
  zone: string;
  home: HomeData;
  jobs: Job[];
}

function Body({ ws, zone, home, jobs }: BodyProps) {
  const { t } = useTranslation('home');
  const { dayRange, ago } = useFormat(zone);
  const tale = story(home);
  const { map } = home;
  const first = STARTS.some((one) => one === tale.tells) ? <FirstSteps ws={ws} title={t(`title.${tale.tells}`)} lead={t(`lead.${tale.tells}`)} /> : null;
  if (tale.tells === 'empty' && running(jobs.filter(isImport)).length === 0) return first;
  const reach = map?.from && map.to ? dayRange(map.from, map.to) : reachOf(home, dayRange);
  const brought = jobs.filter(isImport);
  const shown = [...running(brought), ...brought.filter((job) => !running(brought).includes(job))].slice(0, Math.max(2, running(brought).length));
  const worst = tale.tells === 'worst' || tale.tells === 'one' ? tale.worst.stage : null;
  return (
    <>
      {first ? null : <Headline ws={ws} zone={zone} tale={tale} home={home} />}
      <div className={styles.columns}>
        <div>
          {first}
          {map && !first ? (
            <Section
              title={worst ? t('worst.title') : t('worst.titleNone')} remark={<>{reach} <HelpMark about={[{ topic: 'emotion', name: t('worst.titleNone') }]} /></>}
              end={
                <Link className={styles.onward} to="/w/$ws/journeys/$id" params={{ ws, id: map.journey }}>
                  {t('worst.map')} <IconArrowRight size={14} stroke={1.5} aria-hidden="true" />
                </Link>
              }
            >
              <RidgePanel ws={ws} map={map} worst={worst} />
            </Section>
          ) : null}
          {map && map.walks > 0 ? <WhatChanged ws={ws} map={map} /> : null}
          {map && map.walks > 0 ? <Heaviest ws={ws} map={map} /> : null}
        </div>
        <div>
          <Section title={t('sources.title')} remark={map ? t('sources.computed', { ago: ago(map.computed_at) }) : undefined}>
            {home.sources.length > 0 ? <Sources ws={ws} zone={zone} sources={home.sources} /> : <p className="soft">{t('sources.nothing')}</p>}
          </Section>
          {shown.length > 0 ? (
            <Section title={t('jobs.title')} end={<Link className="link" to="/w/$ws/imports" params={{ ws }}>{t('jobs.all')}</Link>}>
              <Jobs ws={ws} jobs={shown} />
            </Section>
          ) : null}
          <Background jobs={jobs} />
        </div>
      </div>
      {home.kpis.length > 0 ? (
        <div className={styles.below}>
          <Section title={t('figures.title')} remark={t('figures.remark')}>
            <Figures ws={ws} figures={home.kpis} />
          </Section>
        </div>
      ) : null}
    </>
  );
}

/** What changed in the last decided weeks, for everybody. */
function WhatChanged({ ws, map }: { ws: string; map: JourneyMap }) {
  const { t } = useTranslation('compare');
  return <Section title={t('changes.title')} remark={t('changes.remark')}><Changed ws={ws} map={map} view={EVERYBODY} /></Section>;
}

function running(jobs: Job[]): Job[] {
  return jobs.filter((job) => job.state === 'queued' || job.state === 'running');
}

function reachOf(home: HomeData, dayRange: (from: string, to: string) => string): string | undefined {
  const firsts = home.sources.map((one) => one.first).filter((day) => day !== null).sort();
  const lasts = home.sources.map((one) => one.last).filter((day) => day !== null).sort();
  const [first, last] = [firsts[0], lasts.at(-1)];
  return first && last ? dayRange(first, last) : undefined;
}

function Headline({ ws, zone, tale, home }: { ws: string; zone: string; tale: Story; home: HomeData }) {
  const { t } = useTranslation('home');
  const said = useSaid(tale);
  const lang = useLang();
  const today = new Intl.DateTimeFormat(lang === 'ko' ? 'ko-KR' : 'en-GB', { day: 'numeric', month: 'long', weekday: 'long', timeZone: zone });
  const { count } = useFormat();
  return (
    <header className={styles.headline}>
      <p className={styles.today}>
        <span>{today.format(new Date())}</span>
        {(['customers', 'events', 'voices'] as const).map((what) => (
          <span key={what}>{t(`common:unit.${what}`, { count: home.totals[what], n: count(home.totals[what]) })}</span>
        ))}
      </p>
      <h1>{said.title}</h1>
      {said.lead ? <p className="lead">{said.lead}</p> : null}
      <NextStep ws={ws} tale={tale} />
    </header>
  );
}

/** Where something is missing, the one thing to do about it. */
function NextStep({ ws, tale }: { ws: string; tale: Story }) {
  const { t } = useTranslation('home');
  if (tale.tells === 'no_voices' || tale.tells === 'few_voices') {
    return (
      <p className={styles.next}>
        <Link className={buttonClass('primary')} to="/w/$ws/imports/new" params={{ ws }}>{t('next.voices')}</Link>
      </p>
    );
  }
  return null;
}

function JourneyPicker({ ws, journey, pick }: { ws: string; journey: string | null; pick: (id: string) => void }) {
  const { t } = useTranslation('home');
  const lang = useLang();
  const list = useQuery(journeysQuery(ws)).data?.journeys ?? [];
  const now = list.find((one) => one.id === journey);
  if (now === undefined) return <span className={styles.barTitle}>{t('name')}</span>;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Chip icon={<IconRoute size={16} stroke={1.5} aria-hidden="true" />} aria-label={t('pick', { name: localText(now.name, lang) })}>
          {localText(now.name, lang)} <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </Chip>
      </Menu.Target>
      <Menu.Dropdown>
        {list.map((one) => (
          <Menu.Item key={one.id} onClick={() => pick(one.id)} aria-current={one.id === journey}>
            {localText(one.name, lang)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
