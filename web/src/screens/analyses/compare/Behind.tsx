// Who is behind a number of a side.
import { useTranslation } from 'react-i18next';
import { CustomersDrawer } from '../parts';
import { useContrast } from './context';
import { sideOf } from './model';
import { rowText } from './texts';

export function Behind({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['contrast', 'analyses']);
  const { ws, zone, question, answer, names, stages, cell } = useContrast();
  if (cell === null) return null;
  const row = answer.rows.find(({ what }) => JSON.stringify(what) === JSON.stringify(cell.what));
  const title = row ? rowText(row, answer, stages, t) : answer.measure === 'variation' ? '' : t(`measure.${answer.measure}`);
  return (
    <CustomersDrawer
      ws={ws} zone={zone} kind={answer.kind} question={{ ...sideOf(question, cell.side), lake_version: answer.lake_version }} cell={cell.what}
      place={`${t('title')} · ${t(`analyses:kind.${answer.kind}`)}`} title={title} says={t('behind', { side: names[cell.side], row: title })} onClose={onClose}
    />
  );
}
