// Every version that was saved: who, when, and what differs from what is on screen. Going back is a change like any
// other and can be undone.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey, JourneyVersion } from '../../api/contract';
import { journeyQuery } from '../../api/queries';
import { localText } from '../../i18n';
import { Button, ErrorPart, useFormat, useLang } from '../../parts';
import { useEditing } from './context';
import { type Difference, differences } from './diff';
import styles from './journeys.module.css';

export function Versions({ saved }: { saved: JourneyVersion }) {
  const { t } = useTranslation('journeys');
  const { moment } = useFormat();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <ol className={styles.versions}>
      {saved.versions.map((one) => (
        <li key={one.version}>
          <button type="button" aria-expanded={open === one.version} onClick={() => setOpen(open === one.version ? null : one.version)}>
            <b>{t('version.n', { n: one.version })}</b>
            <span>{one.by}</span>
            <span className="faint">{moment(one.at)}</span>
            {one.version === saved.version ? <span className="faint">{t('version.newest')}</span> : null}
          </button>
          {open === one.version ? <Version id={saved.definition.id} version={one.version} /> : null}
        </li>
      ))}
    </ol>
  );
}

function Version({ id, version }: { id: string; version: number }) {
  const { t } = useTranslation('journeys');
  const { ws, journey, dispatch } = useEditing();
  const query = useQuery(journeyQuery(ws, id, version));
  if (query.isError) return <ErrorPart error={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <p className="faint">{t('version.reading')}</p>;
  const then = query.data.definition;
  const list = differences(journey, then);
  return (
    <div className={styles.version}>
      {list.length === 0 ? <p className="soft">{t('version.same')}</p> : <DifferenceList list={list} from={journey} to={then} />}
      {list.length > 0 ? <Button onClick={() => dispatch({ do: 'replace', journey: then })}>{t('version.restore', { n: version })}</Button> : null}
    </div>
  );
}

interface DifferenceListProps {
  list: Difference[];
  from: Journey;
  to: Journey;
}

/** What it takes to get from one to the other, in words. */
export function DifferenceList({ list, from, to }: DifferenceListProps) {
  const { t } = useTranslation('journeys');
  const lang = useLang();
  const nameOf = (id: string | undefined) => {
    const stage = [...to.stages, ...from.stages].find((one) => one.id === id);
    return stage ? localText(stage.name, lang) || stage.id : (id ?? '');
  };
  return (
    <ul className={styles.differences}>
      {list.map((one) => (
        <li key={one.what + (one.stage ?? '')}>
          {t(`difference.${one.what}`, {
            stage: nameOf(one.stage),
            fields: (one.fields ?? []).map((field) => t(`differenceField.${field}`)).join(', '),
          })}
        </li>
      ))}
    </ul>
  );
}
