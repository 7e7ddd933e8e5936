// The workspace's own order of topics: what each is called, which count as one, which lie below others, which are not shown;
// every change is a version that can be brought back.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnTopic, Topic, TopicTree, TopicVersion } from '../../api/contract';
import { Button, ErrorPart, LoadingGrid, useFormat } from '../../parts';
import { ChoiceField, TextField, Tick } from '../page/Field';
import { TOPICS } from './corrections';
import { ownOf, pastTopicsQuery, topicsQuery, useLayTopics, useTopics, withTopic } from './topics';
import styles from './topics.module.css';
import { useWords } from './words';

export function Topics({ ws, zone }: { ws: string; zone: string }) {
  const { t } = useTranslation('topics');
  const query = useQuery(topicsQuery(ws));
  const lay = useLayTopics(ws);
  if (query.isError) return <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} />;
  if (query.isPending) return <LoadingGrid columns={3} rows={8} />;
  const tree = query.data;
  const change = (topic: Topic, to: Partial<OwnTopic>) => lay.mutate(withTopic(tree, topic, to));
  return (
    <>
      <p className={styles.about}>{t('about')}</p>
      {lay.error ? <ErrorPart error={lay.error} title={t('notSaved')} /> : null}
      <p className={`${styles.row} ${styles.head}`} aria-hidden="true">
        <span>{t('head.model')}</span><span>{t('ownName')}</span><span>{t('head.into')}</span><span>{t('head.under')}</span>
      </p>
      <ul aria-busy={lay.isPending}>
        {/* a name that was typed and not kept goes when the order does */}
        {TOPICS.map((topic) => <Row key={`${topic}-${ownOf(tree, topic).name ?? ''}`} topic={topic} tree={tree} change={change} />)}
      </ul>
      <Past ws={ws} zone={zone} tree={tree} bring={(laid) => lay.mutate({ ...laid, version: tree.version })} />
    </>
  );
}

interface RowProps {
  topic: Topic;
  tree: TopicTree;
  change: (topic: Topic, to: Partial<OwnTopic>) => void;
}

function Row({ topic, tree, change }: RowProps) {
  const { t } = useTranslation('topics');
  const { nameOf } = useTopics();
  const own = ownOf(tree, topic);
  const [name, setName] = useState(own.name ?? '');
  const rename = () => {
    const to = name.trim();
    if (to !== (own.name ?? '')) change(topic, { name: to === '' ? undefined : to });
  };
  const others = TOPICS.filter((other) => other !== topic);
  const options = (none: string, may: (other: Topic) => boolean) => [
    { value: '', label: none },
    ...others.filter(may).map((other) => ({ value: other, label: nameOf(other) })),
  ];
  const alone = (other: Topic) => !ownOf(tree, other).into;
  // others that count as this one, or lie below it, keep it where it is
  const leads = others.some((other) => ownOf(tree, other).into === topic);
  const holds = others.some((other) => ownOf(tree, other).under === topic);
  return (
    <li className={styles.row} data-merged={own.into !== undefined}>
      <div className={styles.name}>
        <b>{t(`common:topic.${topic}`)}</b>
        <small>{topic}</small>
      </div>
      <TextField
        label={t('name', { topic: t(`common:topic.${topic}`) })} quiet value={name} maxLength={40} placeholder={t('ownName')} onText={setName} onBlur={rename}
        onKeyDown={(event) => { if (event.key === 'Enter') rename(); }}
      />
      <ChoiceField
        label={t('intoLabel', { topic: nameOf(topic) })} quiet value={own.into ?? ''} disabled={leads || holds} options={options(t('alone'), alone)}
        onText={(to) => change(topic, { into: to === '' ? undefined : (to as Topic), under: undefined })}
      />
      <ChoiceField
        label={t('underLabel', { topic: nameOf(topic) })} quiet value={own.under ?? ''} disabled={holds || own.into !== undefined}
        options={options(t('top'), (other) => alone(other) && !ownOf(tree, other).under)}
        onText={(to) => change(topic, { under: to === '' ? undefined : (to as Topic) })}
      />
      <Tick label={t('hide')} checked={own.hidden ?? false} onTick={(hidden) => change(topic, { hidden })} />
    </li>
  );
}

interface PastProps {
  ws: string;
  zone: string;
  tree: TopicTree;
  bring: (laid: TopicTree) => void;
}

function Past({ ws, zone, tree, bring }: PastProps) {
  const { t } = useTranslation('topics');
  const query = useInfiniteQuery(pastTopicsQuery(ws));
  if (query.isError) return <ErrorPart error={query.error} title={t('pastFailed')} retry={() => void query.refetch()} />;
  const versions = query.data?.pages.flatMap((page) => page.versions) ?? [];
  if (versions.length === 0) return null;
  return (
    <section className={styles.past} aria-label={t('past')}>
      <h2>{t('past')}</h2>
      <ol>{versions.map((one) => <Version key={one.version} one={one} zone={zone} now={one.version === tree.version} bring={bring} />)}</ol>
      <div className={styles.buttons}>
        {query.hasNextPage ? <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('more')}</Button> : null}
        <Button look="ghost" onClick={() => bring({ topics: {} })} disabled={Object.keys(tree.topics ?? {}).length === 0}>{t('toModels')}</Button>
      </div>
    </section>
  );
}

function Version({ one, zone, now, bring }: { one: TopicVersion; zone: string; now: boolean; bring: (laid: TopicTree) => void }) {
  const { t } = useTranslation('topics');
  const format = useFormat(zone);
  const words = useWords();
  const name = (topic: string) => one.laid.topics?.[topic]?.name ?? t(`common:topic.${topic}`);
  const said = Object.entries(one.laid.topics ?? {}).flatMap(([topic, own]) => [
    own.name ? t('said.name', { topic: t(`common:topic.${topic}`), name: own.name }) : null,
    own.into ? t('said.into', { topic: name(topic), into: name(own.into) }) : null,
    own.under ? t('said.under', { topic: name(topic), under: name(own.under) }) : null,
    own.hidden ? t('said.hidden', { topic: name(topic) }) : null,
  ]).filter((line) => line !== null);
  return (
    <li>
      <span>{said.length > 0 ? said.join(' · ') : t('said.nothing')}</span>
      <small>{words.actor(one.by)} · {format.moment(one.at)}{now ? ` · ${t('now')}` : ''}</small>
      {now ? null : <Button look="ghost" onClick={() => bring(one.laid)}>{t('bring', { n: one.version })}</Button>}
    </li>
  );
}
