// What people wrote about a stage, as the story on a phone tells it: lane, words, origin, drift; each opens its drawer.
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../../api/contract';
import { useFormat } from '../../../parts';
import { Atom } from '../Atom';
import { cellOf } from '../cells';
import { useLaneName } from '../shown';
import story from '../Story.module.css';
import { rowOfLane } from './lanes';
import styles from './team.module.css';
import { Drift, Origin } from './Written';

export function WrittenList({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('team');
  const format = useFormat();
  const laneName = useLaneName();
  const written = stage.written ?? [];
  if (written.length === 0) return null;
  return (
    <section className={story.part}>
      <h2>{t('about.byPeople')}</h2>
      {written.map((cell) => (
        <Atom key={cell.lane} cell={cellOf(stage.id, 'written', cell.lane)} shape="block">
          <span className="faint">{laneName(rowOfLane(cell.lane))}</span>
          <span className={styles.text}>{cell.value === undefined ? '' : `${format.signed(cell.value, 1)} `}{cell.text}</span>
          <Origin cell={cell} />
          <Drift cell={cell} stage={stage.id} />
        </Atom>
      ))}
    </section>
  );
}
