// From a stage of the map to the questions that can be asked about it: with its events, the days and the customers of the map.
import { IconFilter, IconRoute2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { journeyQuery } from '../../api/queries';
import { Block, useLang } from '../../parts';
import { funnelFrom } from '../analyses/funnel/model';
import { pathsAfter } from '../analyses/paths/model';
import { useMap } from './context';
import styles from './Evidence.module.css';

export function StageLinks({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('analyses');
  const { ws, map, view } = useMap();
  const lang = useLang();
  const journey = useQuery(journeyQuery(ws, map.journey, map.version));
  const funnel = journey.data ? funnelFrom(journey.data.definition, stage.id, view, lang) : null;
  const paths = journey.data ? pathsAfter(journey.data.definition, stage.id, view, lang) : null;
  if (funnel === null) return null;
  return (
    <Block title={t('fromMap.title')}>
      <ul className={styles.links}>
        <li>
          <Link to="/w/$ws/analyses/funnel" params={{ ws }} search={{ q: { ...funnel } }}>
            <IconFilter size={16} stroke={1.5} aria-hidden="true" />
            {t('fromMap.funnel')}
          </Link>
        </li>
        {paths ? (
          <li>
            <Link to="/w/$ws/analyses/paths" params={{ ws }} search={{ q: { ...paths } }}>
              <IconRoute2 size={16} stroke={1.5} aria-hidden="true" />
              {t('fromMap.paths')}
            </Link>
          </li>
        ) : null}
      </ul>
    </Block>
  );
}
