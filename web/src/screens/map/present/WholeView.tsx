// The first view: the whole journey in one picture, with the stage where customers feel worst.
import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../../api/contract';
import { Feeling, useFormat } from '../../../parts';
import { story } from '../../home/summary';
import { useMap } from '../context';
import { viewText } from '../describe';
import { EmotionPicture } from '../EmotionPicture';
import { useShown } from '../shown';
import styles from './Present.module.css';

/** Px of the picture's own that fill the width of a room's screen: it is drawn larger than on the map. */
const DRAWN = 1_060;

export function WholeView({ onPick }: { onPick: (stage: string) => void }) {
  const { t } = useTranslation(['present', 'map']);
  const { map, view } = useMap();
  const { stages, hidden } = useShown();
  const format = useFormat(map.zone);
  const phone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false });
  const found = story({ map: { ...map, stages }, worst: null, totals: { events: map.walks, voices: 0, customers: map.customers } });
  const worst = 'worst' in found ? found.worst.stage : null;
  return (
    <div className={styles.whole}>
      <h1 tabIndex={-1}>{map.name}</h1>
      <p className={styles.about}>
        {[viewText(map, view, format, t), t('map:unit.customers', { count: map.customers, n: format.count(map.customers) }),
          hidden.length > 0 ? t('hidden', { count: hidden.length, n: hidden.length }) : null].filter(Boolean).join(' · ')}
      </p>
      {found.tells === 'worst' || found.tells === 'one' ? (
        <p className={styles.worst}>
          <span>{t('worst')}</span> <b>{found.worst.stage.name}</b> <Feeling value={found.worst.mean} n={found.worst.n} />
          <small>
            {found.worst.low === null || found.worst.high === null ? '' : `${format.signedInterval(found.worst.low, found.worst.high)} `}n {format.count(found.worst.n)}
            {found.tells === 'worst' && !found.apart ? ` · ${t('notApart', { name: found.next.stage.name })}` : ''}
          </small>
        </p>
      ) : <p className={styles.worst}>{t('noWorst')}</p>}
      {phone ? <List stages={stages} worst={worst} onPick={onPick} /> : <Picture stages={stages} worst={worst} onPick={onPick} />}
    </div>
  );
}

interface StagesProps {
  stages: MapStage[];
  worst: MapStage | null;
  onPick: (stage: string) => void;
}

function Picture({ stages, worst, onPick }: StagesProps) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const format = useFormat();
  const goal = map.stages.at(-1);
  // many stages need their room, however small they then are
  const drawn = Math.max(DRAWN, stages.length * 118);
  const widths = stages.map(() => drawn / stages.length);
  const columns = { gridTemplateColumns: `repeat(${stages.length}, minmax(0, 1fr))` };
  return (
    <div ref={ref} className={styles.picture}>
      <div className={styles.marks} style={columns} aria-hidden="true">
        {stages.map((stage) => <i key={stage.id} data-worst={stage === worst} />)}
      </div>
      <div className={styles.drawn} style={width > 0 ? { height: (280 * width) / drawn } : undefined}>
        <div style={{ transform: `scale(${width / drawn})` }}>
          <EmotionPicture stages={stages} widths={widths} selected={-1} />
        </div>
      </div>
      <ol style={columns}>
        {stages.map((stage) => (
          <li key={stage.id}>
            <button type="button" onClick={() => onPick(stage.id)}>
              <b>{stage.name}</b>
              <span className="hidden-text"><Said stage={stage} /></span>
              <span>{t('count.entered')} {format.count(stage.entered)}</span>
              <span>{t(stage === goal ? 'count.goal' : 'count.went_on')} {stage.entered > 0 ? format.share(stage.went_on / stage.entered) : '–'}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What the picture shows of a stage, for who cannot see it. */
function Said({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const { mean, low, high, n } = stage.emotion;
  if (mean === null) return t(stage.voices > 0 ? 'emotion.unrated' : 'emotion.none');
  return (
    <>
      <Feeling value={mean} n={n} />
      {low === null || high === null ? '' : ` ${format.signedInterval(low, high)}`} n {format.count(n)}
    </>
  );
}

function List({ stages, worst, onPick }: StagesProps) {
  return (
    <ol className={styles.stages}>
      {stages.map((stage) => (
        <li key={stage.id} data-worst={stage === worst}>
          <button type="button" onClick={() => onPick(stage.id)}><b>{stage.name}</b><span><Said stage={stage} /></span></button>
        </li>
      ))}
    </ol>
  );
}
