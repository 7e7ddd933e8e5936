// Somebody saved in between. Nothing typed is lost: what they changed is shown, and the person decides.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JourneyVersion } from '../../api/contract';
import { journeyQuery } from '../../api/queries';
import { Button, ErrorPart, useFormat } from '../../parts';
import { differences } from './diff';
import styles from './journeys.module.css';

import { DifferenceList } from './Versions';

interface ConflictProps {
  ws: string;
  /** The version that this draft began from. */
  began: JourneyVersion;
  keepMine: (base: number) => void;
  takeTheirs: (newest: JourneyVersion) => void;
}

export function Conflict({ ws, began, keepMine, takeTheirs }: ConflictProps) {
  const { t } = useTranslation('journeys');
  const { moment } = useFormat();
  const query = useQuery({ ...journeyQuery(ws, began.definition.id), queryKey: ['journey', ws, began.definition.id, 'newest'], staleTime: 0 });
  if (query.isError) return <ErrorPart error={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return null;
  const newest = query.data;
  const list = differences(began.definition, newest.definition);
  return (
    <section className={styles.conflict} role="alert">
      <h2>{t('conflict.title', { by: newest.updated_by, n: newest.version })}</h2>
      <p className="soft">{t('conflict.kept', { at: moment(newest.updated_at) })}</p>
      {list.length > 0 ? (
        <>
          <h3>{t('conflict.theirs')}</h3>
          <DifferenceList list={list} from={began.definition} to={newest.definition} />
        </>
      ) : null}
      <div className={styles.buttons}>
        <Button look="primary" onClick={() => keepMine(newest.version)}>{t('conflict.mine')}</Button>
        <Button onClick={() => takeTheirs(newest)}>{t('conflict.take')}</Button>
      </div>
    </section>
  );
}
