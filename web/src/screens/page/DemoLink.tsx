// From an empty screen to the demo company, where this server has one elsewhere.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../parts';
import { useHere } from './workspace';

export function DemoLink() {
  const { t } = useTranslation();
  const { demoElsewhere } = useHere();
  if (!demoElsewhere) return null;
  return <Link className={buttonClass('ghost')} to="/w/$ws" params={{ ws: demoElsewhere }}>{t('state.demo')}</Link>;
}
