// The drawer of a finding: what was counted, how many, the difference, over the weeks, where more, and the rows themselves.
// Read at the map's own lake version like every other cell, so the number and its list agree.
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { localText } from '../../../i18n';
import { Block, Drawer, ErrorPart, Glyph, IconButton, LoadingGrid, Tag, useFormat, useLang } from '../../../parts';
import { stateText } from '../../findings/texts';
import type { Cell } from '../cells';
import { useMap } from '../context';
import { useLaneName } from '../shown';
import { findingAt, neighbour, useFound, type Placing } from './context';
import { FindingBehind } from './FindingBehind';
import styles from './Found.module.css';
import { CellTabs } from '../team/Tabs';

export function FindingDrawer({ cell, stage }: { cell: string; stage: Cell['stage'] }) {
  const { t } = useTranslation('findings');
  const { map, select } = useMap();
  const { told, error, retry } = useFound();
  const lang = useLang();
  const laneName = useLaneName();
  const found = findingAt(told, cell);
  const close = () => select(null);
  if (found) {
    const place = [stage?.name, laneName(found.lane)].filter(Boolean).join(' · ');
    return (
      <Drawer
        place={place} title={localText(found.finding.title, lang)} shows={cell} onClose={close}
        tools={<Moves cell={cell} />} about={<About {...found} />}
      >
        <CellTabs cell={cell} lane={found.lane}><FindingBehind key={cell} {...found} /></CellTabs>
      </Drawer>
    );
  }
  const title = told ? t('map:evidence.noCell') : t(error ? 'failed' : 'looking');
  return (
    <Drawer place={stage?.name ?? map.name} title={title} shows={cell} onClose={close}>
      {error ? <ErrorPart error={error} retry={retry} /> : null}
      {told ? <Block title={t('map:evidence.what')}>{t('gone')}</Block> : null}
      {told || error ? null : <LoadingGrid columns={1} rows={8} says={t('looking')} />}
    </Drawer>
  );
}

/** Its place in the ranking, and what became of it. */
function About({ finding, lane, of }: Placing) {
  const { t } = useTranslation('findings');
  const { map } = useMap();
  const format = useFormat(map.zone);
  const state = stateText(finding.state, t);
  return (
    <>
      <span className={styles.rank}><Glyph step={lane === 'pains' ? 'n1' : 'p1'} size={9} />{t(`rank.${lane}`, { rank: finding.rank, n: format.count(of) })}</span>
      {finding.tied ? <span>{t('tied')}</span> : null}
      {state ? <Tag>{state}</Tag> : null}
      <span title={format.moment(map.computed_at)}>{t('map:computed', { ago: format.ago(map.computed_at) })}</span>
    </>
  );
}

function Moves({ cell }: { cell: string }) {
  const { t } = useTranslation('findings');
  const { select } = useMap();
  const { told } = useFound();
  if (!told) return null;
  const [before, after] = [neighbour(told, cell, -1), neighbour(told, cell, 1)];
  return (
    <span className={styles.moves}>
      <IconButton name={t('before')} disabled={before === null} onClick={() => select(before)}>
        <IconChevronLeft size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
      <IconButton name={t('after')} disabled={after === null} onClick={() => select(after)}>
        <IconChevronRight size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
    </span>
  );
}
