// The rules of a touchpoint: which events and voices it catches, each with what it catches now.
import { IconAlertTriangle, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Condition, EventRule, Touchpoint, VoiceRule, VoiceSource } from '../../api/contract';
import { Button, IconButton, useFormat } from '../../parts';
import { ConditionRow } from './ConditionRow';
import { listOf, orNothing } from './conditions';
import { catchesOf, useEditing, valuesIn } from './context';
import styles from './journeys.module.css';
import { EventName, Tokens } from './Tokens';

const SOURCES: VoiceSource[] = ['review', 'survey', 'chat', 'e-mail', 'interview', 'staff_note', 'social', 'app_review', 'call'];
const plain = (values: string[]) => values.map((value) => ({ value, label: value }));

interface RulesProps {
  stage: string;
  touchpoint: Touchpoint;
}

export function Rules({ stage, touchpoint }: RulesProps) {
  const { t } = useTranslation('journeys');
  const { dispatch } = useEditing();
  const at = { stage, touchpoint: touchpoint.id };
  return (
    <div className={styles.rules}>
      {(touchpoint.events ?? []).map((rule, index) => (
        <EventRow key={index} stage={stage} touchpoint={touchpoint.id} index={index} rule={rule} />
      ))}
      {(touchpoint.voices ?? []).map((rule, index) => (
        <VoiceRow key={index} stage={stage} touchpoint={touchpoint.id} index={index} rule={rule} />
      ))}
      <div className={styles.add}>
        <Button look="ghost" onClick={() => dispatch({ do: 'rule_add', ...at, event: { event: '' } })}>
          <IconPlus size={14} stroke={1.5} aria-hidden="true" />
          {t('rule.addEvent')}
        </Button>
        <Button look="ghost" onClick={() => dispatch({ do: 'voice_add', ...at, voice: { source: ['review'] } })}>
          <IconPlus size={14} stroke={1.5} aria-hidden="true" />
          {t('rule.addVoice')}
        </Button>
      </div>
    </div>
  );
}

interface RowProps<R> {
  stage: string;
  touchpoint: string;
  index: number;
  rule: R;
}

function EventRow({ stage, touchpoint, index, rule }: RowProps<EventRule>) {
  const { t } = useTranslation('journeys');
  const { dispatch, fields } = useEditing();
  const at = { stage, touchpoint, index };
  const set = (event: EventRule) => dispatch({ do: 'rule_set', ...at, event });
  const where = Object.entries(rule.where ?? {});
  const setWhere = (list: [string, Condition][]) => set({ ...rule, where: list.length > 0 ? Object.fromEntries(list) : undefined });
  return (
    <div className={styles.rule} role="group" aria-label={t('rule.event', { event: rule.event })}>
      <span className={styles.kind}>{t('rule.did')}</span>
      <div className={styles.ruleFields}>
        <EventName
          label={t('rule.name')} placeholder={t('rule.namePlaceholder')} value={rule.event} events={fields?.events ?? []}
          onText={(event) => set({ ...rule, event })}
        />
        <Tokens
          label={t('rule.channel')} placeholder={t('rule.channelAny')} values={listOf(rule.channel)} offer={plain(valuesIn(fields, 'channel'))}
          onValues={(values) => set({ ...rule, channel: orNothing(values) })}
        />
      </div>
      <Catches stage={stage} touchpoint={touchpoint} kind="event" rule={index} empty={rule.event.trim() === ''} />
      <IconButton name={t('rule.remove')} onClick={() => dispatch({ do: 'rule_remove', ...at })}>
        <IconX size={14} stroke={1.5} aria-hidden="true" />
      </IconButton>
      {where.map(([name, condition], place) => (
        <ConditionRow
          key={place} name={name} condition={condition} fields={fields} className={styles.condition}
          change={(next) => setWhere(where.map((one, other) => (other === place ? next : one)))}
          remove={() => setWhere(where.filter((_, other) => other !== place))}
        />
      ))}
      <div className={styles.more}>
        <button type="button" className="link" onClick={() => setWhere([...where, [freeName(rule.where), '']])}>
          {t('rule.addCondition')}
        </button>
      </div>
    </div>
  );
}

/** A name that the rule does not have yet, so that a new condition never takes the place of another. */
function freeName(where: Record<string, Condition> | undefined): string {
  let name = '';
  while (where && name in where) name += ' ';
  return name;
}

function VoiceRow({ stage, touchpoint, index, rule }: RowProps<VoiceRule>) {
  const { t } = useTranslation('journeys');
  const { dispatch, fields } = useEditing();
  const at = { stage, touchpoint, index };
  const set = (voice: VoiceRule) => dispatch({ do: 'voice_set', ...at, voice });
  return (
    <div className={styles.rule} role="group" aria-label={t('rule.voice')}>
      <span className={styles.kind}>{t('rule.said')}</span>
      <div className={styles.ruleFields}>
        <Tokens
          label={t('rule.source')} placeholder={t('rule.sourceAny')} values={listOf(rule.source)}
          offer={SOURCES.map((source) => ({ value: source, label: t(`common:source.${source}`) }))}
          onValues={(values) => set({ ...rule, source: orNothing(values.filter((one): one is VoiceSource => (SOURCES as string[]).includes(one))) })}
        />
        <Tokens
          label={t('rule.survey')} placeholder={t('rule.surveyAny')} values={listOf(rule.survey)} offer={plain(valuesIn(fields, 'survey'))}
          onValues={(values) => set({ ...rule, survey: orNothing(values) })}
        />
        {rule.topic === undefined ? null : (
          <Tokens
            label={t('rule.topic')} values={listOf(rule.topic)} offer={[]}
            onValues={(values) => set({ ...rule, topic: orNothing(values) })}
          />
        )}
      </div>
      <Catches stage={stage} touchpoint={touchpoint} kind="voice" rule={index} empty={false} />
      <IconButton name={t('rule.remove')} onClick={() => dispatch({ do: 'voice_remove', ...at })}>
        <IconX size={14} stroke={1.5} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

interface CatchesProps {
  stage: string;
  touchpoint: string;
  kind: 'event' | 'voice';
  rule: number;
  /** The rule has no name yet, so it cannot catch anything. */
  empty: boolean;
}

/** How many the rule catches, and how many of them no earlier stage has. */
function Catches({ stage, touchpoint, kind, rule, empty }: CatchesProps) {
  const { t } = useTranslation('journeys');
  const { count } = useFormat();
  const { check, checking } = useEditing();
  const found = catchesOf(check, stage, touchpoint, kind, rule);
  if (empty) return <span className={styles.catches}><small>{t('rule.unnamed')}</small></span>;
  if (found === undefined) return <span className={styles.catches}><small>{checking ? t('rule.counting') : ''}</small></span>;
  return (
    <span className={styles.catches} data-stale={checking} aria-live="polite">
      {found.catches === 0 ? (
        <>
          <IconAlertTriangle size={14} stroke={1.5} aria-hidden="true" />
          <small>{t('rule.none')}</small>
        </>
      ) : (
        <>
          <b>{t('rule.catches', { n: count(found.catches) })}</b>
          {found.first_here < found.catches ? <small>{t('rule.firstHere', { n: count(found.first_here) })}</small> : null}
        </>
      )}
    </span>
  );
}
