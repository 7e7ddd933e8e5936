// The map as a table: stages are columns, lanes are rows. It scrolls in its own box; the stage names stay at the top and
// the lane names at the left.
import { useElementSize, useMediaQuery, useMergedRef } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts';
import { parseCell } from './cells';
import { useMap } from './context';
import styles from './Grid.module.css';
import { useArrows } from './keys';
import { columnWidths, DRAWER, LANE } from './layout';
import { MapTip } from './MapTip';
import { COMPUTED, Head, Rows } from './Rows';
import { useLaneName, useShown } from './shown';
import { useTeam } from './team/context';
import { busyRows, rowsShown } from './team/lanes';

/** What the middling widths show before they are unfolded. */
const KEPT = new Set<string>(['emotion', 'thoughts', 'pains']);

export function Grid({ asTable }: { asTable: boolean }) {
  const { t } = useTranslation('map');
  const { map, selected } = useMap();
  const floats = useMediaQuery('(max-width: 1439px)') ?? false;
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const root = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sized, root);
  const onKeyDown = useArrows(root, selected);
  const middling = useMediaQuery('(max-width: 1023px)') ?? false;
  const [unfolded, setUnfolded] = useState(false);
  const stage = selected === null ? null : parseCell(selected, map)?.stage;
  const { stages } = useShown();
  const laneName = useLaneName();
  const at = stage ? stages.indexOf(stage) : -1;
  const widths = useMemo(() => columnWidths(Math.max(0, width - LANE), stages.length, at), [width, stages.length, at]);
  const team = useTeam();
  const busy = busyRows(map, selected, team?.present ?? [], team?.conversation?.threads ?? []);
  const all = rowsShown(map, team?.arrangement, COMPUTED, busy);
  const lanes = all.filter((lane) => !middling || unfolded || KEPT.has(lane));
  // a drawer that floats covers the last columns: as much room is added, so that they can be scrolled out from under it
  const covered = floats && selected !== null ? DRAWER : 0;
  useEffect(() => {
    if (selected === null || width === 0) return;
    const atom = [...(root.current?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])].find(({ dataset }) => dataset.cell === selected);
    atom?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected, covered, width]);
  const total = LANE + widths.reduce((sum, each) => sum + each, 0);
  return (
    <div
      ref={ref} className={styles.scroller} style={{ scrollPaddingRight: covered + 12 }} onKeyDown={onKeyDown}
      role="group" aria-label={t('grid', { name: map.name })}
      onScroll={({ currentTarget }) => { currentTarget.dataset.stuck = String(currentTarget.scrollTop > 32); }}
    >
      <div style={{ width: total + covered }}>
        <table className={styles.table} style={{ width: total }}>
          <caption className="hidden-text">{t('caption', { name: map.name })}</caption>
          <colgroup>
            <col style={{ width: LANE }} />
            {widths.map((each, column) => <col key={stages[column]?.id} style={{ width: each }} />)}
          </colgroup>
          <Head widths={widths} at={at} />
          <Rows lanes={lanes} widths={widths} at={at} asTable={asTable} />
        </table>
      </div>
      {middling ? (
        <div className={styles.fold}>
          <Button onClick={() => setUnfolded(!unfolded)} aria-expanded={unfolded}>
            {t(unfolded ? 'fold' : 'unfold', { lanes: all.filter((lane) => !KEPT.has(lane)).map(laneName).join(', ') })}
          </Button>
        </div>
      ) : null}
      <MapTip root={root} />
    </div>
  );
}
