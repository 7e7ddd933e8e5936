// What narrows the list: words, source, score, stage. All of it is in the address.
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Topic, Voices } from '../../api/contract';
import { Button, useFormat } from '../../parts';
import { ChoiceField, type Option } from '../page/Field';
import { useTopics } from './topics';
import styles from './voices.module.css';

const SCORES = ['0-2', '3-3', '4-5', '6-8', '9-10'];

/** What a statement says, as the address and the list of facets call it. */
export const LABELS = ['topic', 'sentiment', 'intent', 'feeling'] as const;
export type Label = (typeof LABELS)[number];
/** Under which words a kind of label is translated. */
const NAMED: Record<Label, string> = { topic: 'topic', sentiment: 'sentiment', intent: 'intent', feeling: 'felt' };

interface FiltersProps {
  labels: Partial<Record<Label, string>>;
  facets: Voices['facets'] | undefined;
  q: string;
  source: string;
  score: string;
  stage: string;
  sources: Voices['by_source'];
  stages: { id: string; name: string }[];
  /** `true` or `false` as text: only voices whose labels a person has put right, or only the others. */
  amended: string;
  change: (to: Record<string, string>) => void;
}

export function Filters({ labels, facets, q, source, score, stage, sources, stages, amended, change }: FiltersProps) {
  const { t } = useTranslation('voices');
  const { count } = useFormat();
  const topics = useTopics();
  const sourceOptions: Option[] = [
    { value: '', label: t('all.source') },
    ...sources.map((one) => ({ value: one.source, label: `${t(`common:source.${one.source}`)} ${count(one.count)}` })),
  ];
  const scoreOptions: Option[] = [
    { value: '', label: t('all.score') },
    ...SCORES.map((range) => ({ value: range, label: t(`scores.${range}`) })),
  ];
  const stageOptions: Option[] = [{ value: '', label: t('all.stage') }, ...stages.map(({ id, name }) => ({ value: id, label: name }))];
  const nameOf = (of: Label, label: string) => (of === 'topic' ? topics.nameOf(label as Topic) : t(`common:${NAMED[of]}.${label}`));
  const labelOptions = (of: Label): Option[] => {
    const counts: readonly { label: string; count: number }[] = facets?.[of] ?? [];
    const chosen = labels[of];
    const gone = chosen && !counts.some(({ label }) => label === chosen) ? [{ label: chosen, count: 0 }] : [];
    return [
      { value: '', label: t(`all.${of}`) },
      ...[...counts, ...gone].map((one) => ({ value: one.label, label: `${nameOf(of, one.label)} ${count(one.count)}` })),
    ];
  };
  const amendedOptions: Option[] = [
    { value: '', label: t('all.amended') },
    { value: 'true', label: `${t('amended')} ${count(facets?.put_right ?? 0)}` },
    { value: 'false', label: t('notAmended') },
  ];
  const some = Boolean(q || source || score || stage || amended || LABELS.some((of) => labels[of]));
  return (
    <div className={styles.filters} role="search">
      <SearchBox value={q} name={t('search')} onText={(text) => change({ q: text })} />
      <div className={styles.picks}>
        {LABELS.map((of) => (
          <ChoiceField key={of} label={t(`by.${of}`)} quiet value={labels[of] ?? ''} options={labelOptions(of)} onText={(to) => change({ [of]: to })} />
        ))}
        <ChoiceField label={t('source')} quiet value={source} options={sourceOptions} onText={(to) => change({ source: to })} />
        <ChoiceField label={t('scoreLabel')} quiet value={score} options={scoreOptions} onText={(to) => change({ score: to })} />
        {stages.length > 0 ? (
          <ChoiceField label={t('stage')} quiet value={stage} options={stageOptions} onText={(to) => change({ stage: to })} />
        ) : null}
        {amended || (facets?.put_right ?? 0) > 0 ? (
          <ChoiceField label={t('byAmended')} quiet value={amended} options={amendedOptions} onText={(to) => change({ amended: to })} />
        ) : null}
        {some ? (
          <Button look="ghost" onClick={() => change({ q: '', source: '', score: '', stage: '', amended: '', topic: '', sentiment: '', intent: '', feeling: '' })}>
            <IconX size={14} stroke={1.5} aria-hidden="true" />
            {t('clear')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface SearchBoxProps {
  value: string;
  name: string;
  onText: (text: string) => void;
}

/** Asks a moment after the last letter, so that a word is one question. */
export function SearchBox({ value, name, onText }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const [sent, setSent] = useState(value);
  // The address changed by other means, such as a cleared filter: it has the last word. What was asked here comes back
  // too, but by then more may have been typed.
  if (value !== known) {
    setKnown(value);
    if (value !== sent) setText(value);
  }
  const latest = useRef(onText);
  useEffect(() => {
    latest.current = onText;
  });
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => {
      setSent(text);
      latest.current(text);
    }, 300);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <label className={styles.search}>
      <IconSearch size={16} stroke={1.5} aria-hidden="true" />
      <input type="search" value={text} placeholder={name} aria-label={name} onChange={(event) => setText(event.currentTarget.value)} />
    </label>
  );
}
