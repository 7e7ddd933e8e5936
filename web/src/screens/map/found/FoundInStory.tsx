// Pain points and delights of a stage in the story on a phone.
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../../api/contract';
import { ErrorPart, LoadingGrid } from '../../../parts';
import { useLaneName } from '../shown';
import story from '../Story.module.css';
import { LaneHelp } from '../LaneHelp';
import { useFound } from './context';
import { StageFindings } from './FindingRow';

export function FoundInStory({ stage }: { stage: MapStage }) {
  const { t } = useTranslation(['map', 'findings']);
  const laneName = useLaneName();
  const { told, error, retry } = useFound();
  if (!told) {
    return (
      <section className={story.part}>
        <h2>{laneName('pains')}</h2>
        {error ? <ErrorPart error={error} title={t('findings:failed')} retry={retry} /> : <LoadingGrid columns={1} rows={3} says={t('findings:looking')} />}
      </section>
    );
  }
  return (['pains', 'delights'] as const).map((lane) => (
    <section key={lane} className={story.part}>
      <h2><span>{laneName(lane)}<LaneHelp lane={lane} inGrid={false} /></span>{lane === 'pains' ? <em>{t('lane.interval')}</em> : null}</h2>
      <StageFindings key={stage.id} stage={stage} lane={lane} told={told} />
    </section>
  ));
}
