// What is asked of paths, by clicking.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { journeysQuery } from '../../../api/queries';
import { localText } from '../../../i18n';
import { useLang } from '../../../parts';
import { Tokens } from '../../journeys/Tokens';
import { ChoiceField, Tick } from '../../page/Field';
import { Choice, Panel } from '../flow/Panel';
import flow from '../flow/flow.module.css';
import { EventPicker, usePatternText, type DataAt } from '../parts';
import { ANCHORS, anchorOf, DEFAULTS, GAPS, STEPS, TOPS, withAnchor, type Anchor, type PathsQuestion, type Unit } from './model';

interface OptionsProps {
  ws: string;
  data: DataAt;
  question: PathsQuestion;
  onAsk: (question: PathsQuestion) => void;
}

const some = (known: number[], own: number) => [...new Set([...known, own])].sort((a, b) => a - b);

export function Options({ ws, data, question, onAsk }: OptionsProps) {
  const { t } = useTranslation('paths');
  const text = usePatternText();
  const anchor = anchorOf(question);
  const steps = question.steps ?? DEFAULTS.steps;
  const top = question.top ?? DEFAULTS.top;
  const usual = { event: data.events[0]?.name ?? '*' };
  const { start, end } = question;
  const summary = [
    anchor === 'none' ? t('anchor.none') : [start && t('anchor.startShort', { event: text(start) }), end && t('anchor.endShort', { event: text(end) })].filter(Boolean).join(' · '),
    t('summary.steps', { n: steps }),
  ].join(' · ');
  return (
    <Panel summary={summary}>
      <Choice title={t('anchor.title')} why={t(`anchor.${anchor}Why`)}>
        <ChoiceField
          quiet label={t('anchor.title')} value={anchor} options={ANCHORS.map((value) => ({ value, label: t(`anchor.${value}`) }))}
          onText={(next) => onAsk(withAnchor(question, next as Anchor, usual))}
        />
        {start ? <EventPicker data={data} value={start} label={t('anchor.start')} onChange={(next) => onAsk({ ...question, start: next })} /> : null}
        {end ? <EventPicker data={data} value={end} label={t('anchor.end')} onChange={(next) => onAsk({ ...question, end: next })} /> : null}
      </Choice>
      <UnitChoice ws={ws} question={question} onAsk={onAsk} />
      <Choice title={t('shown.title')} why={t('shown.why')}>
        <div className={flow.pair}>
          <ChoiceField label={t('shown.steps')} value={String(steps)} options={some(STEPS, steps).map((n) => ({ value: String(n), label: t('summary.steps', { n }) }))} onText={(n) => onAsk({ ...question, steps: Number(n) })} />
          <ChoiceField label={t('shown.top')} value={String(top)} options={some(TOPS, top).map((n) => ({ value: String(n), label: t('shown.names', { n }) }))} onText={(n) => onAsk({ ...question, top: Number(n) })} />
        </div>
      </Choice>
      <Choice title={t('same.title')}>
        <Tick label={t('same.repeats')} checked={question.repeats === true} onTick={(repeats) => onAsk({ ...question, repeats: repeats || undefined })} />
        <p>{t('same.pages')}</p>
        <Tokens label={t('same.pages')} placeholder="/product/*" values={question.group ?? []} offer={[]} onValues={(group) => onAsk({ ...question, group: group.length > 0 ? group : undefined })} />
      </Choice>
    </Panel>
  );
}

/** What one path is taken from. */
function UnitChoice({ ws, question, onAsk }: Omit<OptionsProps, 'data'>) {
  const { t } = useTranslation('paths');
  const lang = useLang();
  const journeys = useQuery(journeysQuery(ws)).data?.journeys ?? [];
  const by = question.by ?? DEFAULTS.by;
  const units: Unit[] = journeys.length > 0 || by === 'walk' ? ['session', 'customer', 'walk'] : ['session', 'customer'];
  const change = (next: Unit) => onAsk({ ...question, by: next, journey: next === 'walk' ? (question.journey ?? journeys[0]?.id) : undefined });
  return (
    <Choice title={t('by.title')} why={t(`by.${by}Why`)}>
      <ChoiceField quiet label={t('by.title')} value={by} options={units.map((value) => ({ value, label: t(`by.${value}`) }))} onText={(next) => change(next as Unit)} />
      {by === 'walk' ? (
        <ChoiceField
          quiet label={t('by.journey')} value={question.journey ?? ''} options={journeys.map(({ id, name }) => ({ value: id, label: localText(name, lang) }))}
          onText={(journey) => onAsk({ ...question, journey })}
        />
      ) : null}
      {by === 'session' ? (
        <ChoiceField
          label={t('by.gap')} value={question.gap ?? DEFAULTS.gap} options={[...new Set([...GAPS, question.gap ?? DEFAULTS.gap])].map((value) => ({ value, label: t(`gap.${value}`, { defaultValue: value }) }))}
          onText={(gap) => onAsk({ ...question, gap })}
        />
      ) : null}
    </Choice>
  );
}
