// One person: walks as a band, then every event and voice by day; at the side what is known of them.
import { IconArrowLeft, IconLock } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import type { CustomerPage } from '../../api/contract';
import { journeyQuery, journeysQuery } from '../../api/queries';
import { localText } from '../../i18n';
import { Button, buttonClass, EmptyState, ErrorPart, LoadingGrid, useFormat, useLang } from '../../parts';
import { useAddress } from '../page/address';
import { ChoiceField } from '../page/Field';
import { More } from '../page/More';
import { Section } from '../page/Section';
import page from '../page/page.module.css';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import styles from './customers.module.css';
import { MadeOf } from './Merges';
import merging from './merges.module.css';
import { customerQuery } from './queries';
import { SamePerson } from './SamePerson';
import { Timeline } from './Timeline';
import { days } from './days';
import { Walks } from './Walks';

export function Customer() {
  const { t } = useTranslation('customers');
  const lang = useLang();
  const { ws, zone } = useHere();
  const { person = '' } = useParams({ strict: false });
  const [words, change] = useAddress(['journey'] as const);
  const journeys = useQuery(journeysQuery(ws));
  const all = journeys.data?.journeys ?? [];
  const journey = words.journey ?? all[0]?.id ?? null;
  const stageName = useStageName(ws, journey);
  const query = useInfiniteQuery({ ...customerQuery(ws, person, journey), enabled: !journeys.isPending });
  const known = query.data?.pages[0];
  const entries = query.data?.pages.flatMap((page) => page.timeline) ?? [];
  const same = useSame();
  const gone = query.error instanceof ApiError && query.error.problem.status === 404;
  const back = (
    <Link className={`${buttonClass('ghost')} ${page.back}`} to="/w/$ws/customers" params={{ ws }} aria-label={t('back')}>
      <IconArrowLeft size={16} stroke={1.5} aria-hidden="true" />
    </Link>
  );
  return (
    <>
      <TopBar title={known?.label ?? t('title')} back={back} actions={known ? same.opener : null}>
        {all.length > 1 ? (
          <ChoiceField
            label={t('journey')} quiet value={journey ?? ''} onText={(to) => change({ journey: to })}
            options={all.map((one) => ({ value: one.id, label: localText(one.name, lang) }))}
          />
        ) : null}
      </TopBar>
      <div className="page" aria-busy={query.isFetching}>
        {gone ? (
          <EmptyState
            title={t('gone')}
            actions={<Link className={buttonClass('primary')} to="/w/$ws/customers" params={{ ws }}>{t('back')}</Link>}
          />
        ) : query.isError ? (
          <ErrorPart error={query.error} title={t('failedOne')} retry={() => void query.refetch()} />
        ) : null}
        {query.isPending ? <LoadingGrid columns={2} rows={10} /> : null}
        {known ? (
          <>
            {same.line}
            {same.open ? <SamePerson key={known.person} ws={ws} zone={zone} person={known} onMerged={same.merged} onClose={same.close} /> : null}
            <MadeOf ws={ws} zone={zone} person={known.person} onUndone={same.undone} />
          </>
        ) : null}
        {known ? (
          <div className={styles.columns}>
            <div>
              {journey ? <WalksPart ws={ws} zone={zone} journey={journey} person={known} stageName={stageName} /> : null}
              <Section title={t('timeline')} remark={t('newest')}>
                <Timeline ws={ws} zone={zone} journey={journey} days={days(entries, zone)} stageName={stageName} />
                <More
                  shown={entries.length} of={known.events + known.voices} busy={query.isFetchingNextPage}
                  more={query.hasNextPage ? () => void query.fetchNextPage() : null}
                />
              </Section>
            </div>
            <Known zone={zone} person={known} />
          </div>
        ) : null}
      </div>
    </>
  );
}

/** Saying that this customer is another one too: the button that opens it, and what became of it. */
function useSame() {
  const { t } = useTranslation('identity');
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  // a merge is seen by the line that tells of it; what was undone has no line any more
  const [seen, setSeen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const end = (words: string, undone = false) => {
    setOpen(false);
    setSaid(words);
    setSeen(undone);
    button.current?.focus();
  };
  return {
    open,
    opener: <Button ref={button} aria-expanded={open} onClick={() => { setOpen(!open); setSaid(''); }}>{t('open')}</Button>,
    line: <p className={said && seen ? merging.said : 'hidden-text'} role="status">{said}</p>,
    close: () => end(''),
    merged: (other: string) => end(t('merged', { other })),
    undone: (overtaken: boolean) => end(t(overtaken ? 'undo.overtaken' : 'undo.done'), true),
  };
}

/** Names of the journey's stages by their ids. */
function useStageName(ws: string, journey: string | null): (id: string) => string {
  const lang = useLang();
  const { data } = useQuery({ ...journeyQuery(ws, journey ?? ''), enabled: journey !== null });
  return (id) => {
    const stage = data?.definition.stages.find((one) => one.id === id);
    return stage ? localText(stage.name, lang) : id;
  };
}

interface WalksPartProps {
  ws: string;
  zone: string;
  journey: string;
  person: CustomerPage;
  stageName: (id: string) => string;
}

function WalksPart({ ws, zone, journey, person, stageName }: WalksPartProps) {
  const { t } = useTranslation('customers');
  return (
    <Section title={t('walks.title')} remark={t('walks.remark', { n: person.walks.length })}>
      {person.walks.length > 0 ? (
        <Walks ws={ws} zone={zone} journey={journey} person={person} stageName={stageName} />
      ) : (
        <p className="soft">{t('walks.none')}</p>
      )}
    </Section>
  );
}

function Known({ zone, person }: { zone: string; person: CustomerPage }) {
  const { t } = useTranslation('customers');
  const { count, day, dayRange } = useFormat(zone);
  return (
    <aside className={styles.known}>
      <Section title={t('known')}>
        <dl className={styles.facts2}>
          {person.first && person.last ? <Fact name={t('column.days')}>{dayRange(person.first, person.last)}</Fact> : null}
          <Fact name={t('column.events')}>{count(person.events)}</Fact>
          <Fact name={t('column.voices')}>{count(person.voices)}</Fact>
        </dl>
      </Section>
      <Section title={t('traits')}>
        {person.traits.length === 0 ? <p className="faint">{t('noTraits')}</p> : null}
        <dl className={styles.facts2}>
          {person.traits.map((one) => (
            <Fact
              key={one.name} name={one.name} remark={one.since ? t('since', { day: day(one.since) }) : undefined}
              locked={one.direct ? t('direct') : undefined}
            >
              {typeof one.value === 'boolean' ? t(one.value ? 'yes' : 'no') : String(one.value)}
            </Fact>
          ))}
        </dl>
      </Section>
      <Section title={t('identifiers')}>
        <dl className={styles.facts2}>
          {person.identifiers.map((one) => (
            <Fact key={one.kind + one.value} name={t(`identifier.${one.kind}`)} locked={t('direct')}>{one.value}</Fact>
          ))}
        </dl>
      </Section>
    </aside>
  );
}

interface FactProps {
  name: string;
  children: React.ReactNode;
  remark?: string;
  /** Says that the value tells who the person is, so that it is kept apart. */
  locked?: string;
}

function Fact({ name, children, remark, locked }: FactProps) {
  return (
    <div>
      <dt>
        {name}
        {locked ? <IconLock size={12} stroke={1.5} role="img" aria-label={locked} title={locked} /> : null}
      </dt>
      <dd>
        {children}
        {remark ? <small>{remark}</small> : null}
      </dd>
    </div>
  );
}
