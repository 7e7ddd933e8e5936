// How much of a column rests on data: a bar for every lane, full = computed, half = partly, outline = assumed.
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { Tip, TipText } from '../../parts';
import styles from './Grid.module.css';

const STATES = ['computed', 'partial', 'written', 'assumed'] as const;

export function Coverage({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('map');
  const { computed, lanes, by_lane } = stage.coverage;
  const sorted = STATES.flatMap((state) => by_lane.filter(([, is]) => is === state));
  const lines = STATES
    .map((state) => [state, by_lane.filter(([, is]) => is === state).map(([lane]) => t(`lane.${lane}`))] as const)
    .filter(([, names]) => names.length > 0)
    .map(([state, names]) => `${t(`coverage.${state}`)}: ${names.join(', ')}`);
  return (
    <Tip says={<TipText title={t('coverage.of', { name: stage.name })} lines={lines} />}>
      <div className={styles.coverage}>
        <span className={styles.bars} aria-hidden="true">
          {sorted.map(([lane, state]) => <i key={lane} data-state={state} />)}
        </span>
        <span className="hidden-text">{lines.join('. ')}</span>
        <span>{computed}/{lanes}</span>
      </div>
    </Tip>
  );
}
