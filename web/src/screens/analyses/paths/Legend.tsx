// What the marks of the picture mean; only those that are in it.
import { useTranslation } from 'react-i18next';
import flow from '../flow/flow.module.css';
import { Hatch } from './Hatch';
import type { PathStep } from '../../../api/contract';

export function Legend({ steps, arrives }: { steps: PathStep[]; arrives: boolean }) {
  const { t } = useTranslation('paths');
  const nodes = steps.flatMap((step, at) => step.nodes.map((node) => ({ ...node, first: at === 0 })));
  const marks = [
    { key: 'arrive', on: arrives && nodes.some(({ end }) => end > 0), mark: <><rect width="12" height="10" fill="var(--line2)" /><path d="M13.2 0v10" stroke="var(--ink2)" strokeWidth="1.5" /></> },
    { key: 'end', on: !arrives && nodes.some(({ end }) => end > 0), mark: <><Hatch id="paths-legend" /><rect width="12" height="10" fill="url(#paths-legend)" /><path d="M13.2 0v10" stroke="var(--ink2)" strokeWidth="1.5" /></> },
    { key: 'other', on: nodes.some(({ other }) => other > 0), mark: <path d="M0 0h8l5 5l-5 5h-8z" fill="var(--ctl)" opacity="0.55" /> },
    { key: 'start', on: nodes.some(({ start, first }) => start > 0 && !first), mark: <rect x="0.5" y="0.5" width="12" height="9" fill="none" stroke="var(--ink3)" strokeDasharray="2 2" /> },
    { key: 'names', on: nodes.some(({ event }) => event === null), mark: <rect x="2.5" y="0.5" width="8" height="9" fill="var(--surface)" stroke="var(--ink2)" strokeDasharray="3 2" /> },
  ];
  return (
    <div className={flow.legend}>
      {marks.filter(({ on }) => on).map(({ key, mark }) => (
        <span key={key}><svg width="14" height="10" aria-hidden="true">{mark}</svg>{t(`legend.${key}`)}</span>
      ))}
      <span>{t('legend.scale')}</span>
    </div>
  );
}
