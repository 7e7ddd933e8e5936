// The column itself in the form: which column of today it goes on from. Its name is the form's text.
import { useTranslation } from 'react-i18next';
import type { WrittenContent } from '../../../api/contract';
import { ChoiceField } from '../../page/Field';
import { useMap } from '../context';

interface ColumnProps {
  content: WrittenContent;
  change: (part: Partial<WrittenContent>) => void;
}

export function Column({ content, change }: ColumnProps) {
  const { t } = useTranslation('to-be');
  const { map } = useMap();
  const { planned } = content;
  if (!planned) return null;
  return (
    <ChoiceField
      label={t('edit.from')} value={planned.from ?? ''} remark={t('edit.fromHow')}
      options={[{ value: '', label: t('edit.fromNone') }, ...map.stages.map(({ id, name }) => ({ value: id, label: name }))]}
      onText={(from) => change({ planned: { place: planned.place, ...(from ? { from } : {}) } })}
    />
  );
}
