// The editor of a saved journey: reads it, then hands it to the workbench.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import { journeyQuery } from '../../api/queries';
import { buttonClass, EmptyState, ErrorPart, LoadingGrid } from '../../parts';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import { Workbench } from './Workbench';

export function Editor() {
  const { t } = useTranslation('journeys');
  const { ws } = useHere();
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({ ...journeyQuery(ws, id), refetchOnMount: 'always', refetchOnReconnect: false });
  if (query.data && !query.isRefetching) return <Workbench key={`${ws}/${id}`} ws={ws} saved={query.data} start={query.data.definition} />;
  const gone = query.error instanceof ApiError && query.error.problem.status === 404;
  return (
    <>
      <TopBar title={t('title')} />
      <div className="page">
        {gone ? (
          <EmptyState title={t('gone')} actions={<Link className={buttonClass('primary')} to="/w/$ws/journeys" params={{ ws }}>{t('toList')}</Link>} />
        ) : query.isError ? (
          <ErrorPart error={query.error} title={t('failedOne')} retry={() => void query.refetch()} />
        ) : (
          <LoadingGrid columns={3} rows={8} />
        )}
      </div>
    </>
  );
}
