// Over a workspace's first map: the end of the way to it, and what would add most.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../parts';
import { GuideStrip } from '../guide/GuideStrip';
import { useMap } from './context';

export function FirstMap() {
  const { t } = useTranslation('guide');
  const { ws, map } = useMap();
  const silent = map.voices_unplaced === 0 && map.stages.every(({ voices }) => voices === 0);
  return (
    <GuideStrip
      ws={ws} at="map"
      onward={silent ? <Link className={buttonClass()} to="/w/$ws/imports/new" params={{ ws }}>{t('more')}</Link> : null}
    />
  );
}
