// What is found takes a while to compute the first time; a presentation goes on meanwhile.
import { useTranslation } from 'react-i18next';
import { ErrorPart, LoadingGrid } from '../../../parts';
import { useFound } from '../found/context';

export function Waiting() {
  const { t } = useTranslation('findings');
  const { error, retry } = useFound();
  if (error) return <ErrorPart error={error} title={t('failed')} retry={retry} />;
  return <LoadingGrid columns={1} rows={3} says={t('looking')} />;
}
