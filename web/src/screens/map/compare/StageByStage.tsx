// Both sides on a phone: one stage at a time, chosen above, gone through below.
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../../api/contract';
import { Cell } from './BothMap';
import styles from './compare.module.css';
import type { Opens } from './Differences';
import { rowsOf } from './rows';

interface StageByStageProps extends Opens {
  comparison: Comparison;
  stage: string | undefined;
  pick: (stage: string) => void;
}

export function StageByStage({ comparison, stage, pick, open, opened }: StageByStageProps) {
  const { t } = useTranslation(['compare', 'map']);
  const { stages } = comparison.of;
  const at = Math.max(0, stages.findIndex(({ id }) => id === stage));
  const move = (to: number, icon: 'back' | 'on') => {
    const next = stages[to];
    if (!next) return <span />;
    return (
      <button type="button" onClick={() => pick(next.id)}>
        {icon === 'back' ? <IconChevronLeft size={16} stroke={1.5} aria-hidden="true" /> : null}
        {next.name}
        {icon === 'on' ? <IconChevronRight size={16} stroke={1.5} aria-hidden="true" /> : null}
      </button>
    );
  };
  return (
    <section className={styles.block} aria-labelledby="stage-by-stage">
      <h2 id="stage-by-stage">{stages[at]?.name} <small>{t('map:story.step', { count: stages.length, at: at + 1 })}</small></h2>
      <dl className={styles.stage}>
        {rowsOf(comparison).map(({ measure, cells }) => (
          <div key={measure}>
            <dt>{t(`measure.${measure}`)}</dt>
            <dd><Cell differences={cells[at] ?? []} open={open} opened={opened} /></dd>
          </div>
        ))}
      </dl>
      <nav className={styles.foot} aria-label={t('map:story.move')}>{move(at - 1, 'back')}{move(at + 1, 'on')}</nav>
    </section>
  );
}
