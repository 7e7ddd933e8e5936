// The way on from a step: one button, to where the workspace stands.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../parts';
import type { Facts, Step } from './steps';

export function GuideStep({ ws, step, facts }: { ws: string; step: Step; facts: Facts }) {
  const { t } = useTranslation('guide');
  const look = buttonClass('primary');
  const words = t(`do.${step}`);
  if (step === 'upload') return <Link className={look} to="/w/$ws/imports/new" params={{ ws }}>{words}</Link>;
  if (step === 'columns') {
    const where = facts.job ? { job: facts.job } : { upload: facts.waiting?.upload };
    return <Link className={look} to="/w/$ws/imports/new" params={{ ws }} search={where as never}>{facts.job ? t('watch') : words}</Link>;
  }
  if (step === 'journey' || facts.journey === null) return <Link className={look} to="/w/$ws/journeys/new" params={{ ws }}>{words}</Link>;
  return step === 'stages'
    ? <Link className={look} to="/w/$ws/journeys/$id/edit" params={{ ws, id: facts.journey }}>{words}</Link>
    : <Link className={look} to="/w/$ws/journeys/$id" params={{ ws, id: facts.journey }}>{words}</Link>;
}
