// What to look at first: the heaviest pain points of the journey, each of which opens on the map.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { findingsQuery, type View } from '../../api/queries';
import type { Finding, JourneyMap } from '../../api/contract';
import { localText } from '../../i18n';
import { ErrorPart, HelpMark, LoadingGrid, Tag, useFormat, useLang } from '../../parts';
import { axisOf } from '../findings/axis';
import { Difference, Mark } from '../findings/Difference';
import { countText, stateText } from '../findings/texts';
import { Section } from '../page/Section';
import styles from './heaviest.module.css';

const SHOWN = 3;
const WHOLE: View = { from: null, to: null, where: [] };

export function Heaviest({ ws, map }: { ws: string; map: JourneyMap }) {
  const { t } = useTranslation('findings');
  const format = useFormat();
  const { data, error, refetch } = useQuery(findingsQuery(ws, map, WHOLE));
  const shown = data?.pains.slice(0, SHOWN) ?? [];
  const all = data && data.pains.length > SHOWN ? (
    <Link className="link" to="/w/$ws/journeys/$id" params={{ ws, id: map.journey }}>{t('first.map', { n: format.count(data.pains.length) })}</Link>
  ) : null;
  return (
    <Section title={t('first.title')} remark={<>{t('first.remark')} <HelpMark about={[{ topic: 'pains', name: t('first.title') }]} /></>} end={all}>
      {data ? null : error
        ? <ErrorPart error={error} title={t('failed')} retry={() => void refetch()} />
        : <div className={`panel ${styles.list}`}><LoadingGrid columns={2} rows={3} says={t('looking')} /></div>}
      {data && shown.length === 0 ? <p className="soft">{t('first.none')}</p> : null}
      {shown.length > 0 ? <List ws={ws} map={map} shown={shown} /> : null}
    </Section>
  );
}

function List({ ws, map, shown }: { ws: string; map: JourneyMap; shown: Finding[] }) {
  const { t } = useTranslation('findings');
  const format = useFormat();
  const lang = useLang();
  const axis = axisOf(shown.map(({ effect }) => effect));
  return (
    <ol className={`panel ${styles.list}`}>
      {shown.map((finding) => {
        const state = stateText(finding.state, t);
        const stage = map.stages.find(({ id }) => id === finding.stage)?.name ?? finding.stage;
        return (
          <li key={finding.id}>
            <Link className={styles.row} to="/w/$ws/journeys/$id" params={{ ws, id: map.journey }} search={{ cell: finding.evidence.query, stage: finding.stage }}>
              <span>
                <b>{localText(finding.title, lang)}</b>
                <span className={styles.about}>
                  <span>{stage} · {countText(finding, map.counts, format, t)} · {format.share(finding.share.value)}</span>
                  {state ? <Tag>{state}</Tag> : null}
                </span>
              </span>
              <span>
                <span className={styles.measure}>{t(`measure.${finding.effect.measure}`)}</span>
                <Difference effect={finding.effect} />
                <Mark effect={finding.effect} axis={axis} width={180} />
              </span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
