// What one row of the file gives: any number of events and voices, and the customer. A wide row with several times is
// several events.
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventMapping, Mapping, VoiceMapping, VoiceSource } from '../../api/contract';
import { Button, IconButton } from '../../parts';
import { ChoiceField, type Option, TextField, Tick } from '../page/Field';
import styles from './imports.module.css';
import { newEvent, newVoice, tidy } from './roles';

const SOURCES: VoiceSource[] = ['review', 'survey', 'chat', 'e-mail', 'interview', 'staff_note', 'social', 'app_review', 'call'];
const SCALES = ['nps', 'csat5', 'ces7', 'stars5'] as const;

interface BlocksProps {
  columns: string[];
  mapping: Mapping;
  change: (mapping: Mapping) => void;
}

export function Blocks({ columns, mapping, change }: BlocksProps) {
  const { t } = useTranslation('imports');
  const events = mapping.events ?? [];
  const voices = mapping.voices ?? [];
  // Blocks that are being filled in are kept as they are: tidying would take away what was just added.
  const setEvents = (list: EventMapping[]) => change({ ...mapping, events: list });
  const setVoices = (list: VoiceMapping[]) => change({ ...mapping, voices: list });
  const names: Option[] = columns.map((column) => ({ value: column, label: column }));
  return (
    <div className={styles.blocks}>
      <h3>{t('blocks.events')}</h3>
      {events.length === 0 ? <p className="faint">{t('blocks.noEvents')}</p> : null}
      <ol>
        {events.map((block, at) => (
          <li key={at} className={styles.block}>
            <EventBlock
              block={block} columns={names}
              change={(next) => setEvents(events.map((one, index) => (index === at ? next : one)))}
              remove={() => change(tidy({ ...mapping, events: events.filter((_, index) => index !== at) }))}
            />
          </li>
        ))}
      </ol>
      <Button look="ghost" className={styles.add} onClick={() => setEvents([...events, newEvent(mapping, '')])}>
        <IconPlus size={14} stroke={1.5} aria-hidden="true" />
        {t('blocks.addEvent')}
      </Button>
      <h3>{t('blocks.voices')}</h3>
      {voices.length === 0 ? <p className="faint">{t('blocks.noVoices')}</p> : null}
      <ol>
        {voices.map((block, at) => (
          <li key={at} className={styles.block}>
            <VoiceBlock
              block={block} columns={names}
              change={(next) => setVoices(voices.map((one, index) => (index === at ? next : one)))}
              remove={() => change(tidy({ ...mapping, voices: voices.filter((_, index) => index !== at) }))}
            />
          </li>
        ))}
      </ol>
      <Button look="ghost" className={styles.add} onClick={() => setVoices([...voices, newVoice(mapping, '')])}>
        <IconPlus size={14} stroke={1.5} aria-hidden="true" />
        {t('blocks.addVoice')}
      </Button>
    </div>
  );
}

interface EventBlockProps {
  block: EventMapping;
  columns: Option[];
  change: (block: EventMapping) => void;
  remove: () => void;
}

function EventBlock({ block, columns, change, remove }: EventBlockProps) {
  const { t } = useTranslation('imports');
  const fromColumn = block.event_from !== undefined;
  const setKind = (kind: string) => {
    const next = { ...block };
    if (kind === 'column') {
      delete next.event;
      next.event_from = columns[0]?.value ?? '';
    } else {
      next.event = '';
      delete next.event_from;
    }
    change(next);
  };
  return (
    <>
      <ChoiceField
        label={t('blocks.named')} value={fromColumn ? 'column' : 'fixed'} onText={setKind}
        options={[{ value: 'fixed', label: t('blocks.fixed') }, { value: 'column', label: t('blocks.column') }]}
      />
      {fromColumn ? (
        <ChoiceField label={t('blocks.nameColumn')} value={block.event_from} options={columns} onText={(event_from) => change({ ...block, event_from })} />
      ) : (
        <TextField
          label={t('blocks.name')} value={block.event ?? ''} onText={(event) => change({ ...block, event })}
          wrong={(block.event ?? '').trim() === '' ? t('gap.name') : null}
        />
      )}
      <ChoiceField
        label={t('blocks.time')} value={block.time} onText={(time) => change({ ...block, time })}
        options={[{ value: '', label: t('blocks.pick') }, ...columns]} wrong={block.time === '' ? t('gap.time') : null}
      />
      <div className={styles.foot}>
        <Tick
          label={t('blocks.skip')} checked={block.skip_if_empty ?? false}
          onTick={(on) => {
            const next = { ...block };
            if (on) next.skip_if_empty = true;
            else delete next.skip_if_empty;
            change(next);
          }}
        />
        <IconButton name={t('blocks.removeEvent', { name: block.event ?? block.event_from ?? '' })} onClick={remove}>
          <IconTrash size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </div>
    </>
  );
}

interface VoiceBlockProps {
  block: VoiceMapping;
  columns: Option[];
  change: (block: VoiceMapping) => void;
  remove: () => void;
}

function VoiceBlock({ block, columns, change, remove }: VoiceBlockProps) {
  const { t } = useTranslation('imports');
  const pick: Option[] = [{ value: '', label: t('blocks.pick') }, ...columns];
  const optional: Option[] = [{ value: '', label: t('blocks.without') }, ...columns];
  const set = (key: 'text' | 'score' | 'scale', value: string) => {
    change({ ...block, [key]: value === '' ? undefined : value });
  };
  const wordless = block.text === undefined && block.score === undefined;
  return (
    <>
      <ChoiceField
        label={t('blocks.source')} value={block.source} onText={(source) => change({ ...block, source: source as VoiceSource })}
        options={SOURCES.map((source) => ({ value: source, label: t(`common:source.${source}`) }))}
      />
      <ChoiceField label={t('role.text')} value={block.text ?? ''} options={optional} onText={(to) => set('text', to)} wrong={wordless ? t('gap.words') : null} />
      <ChoiceField
        label={t('blocks.time')} value={block.time} options={pick} onText={(time) => change({ ...block, time })}
        wrong={block.time === '' ? t('gap.time') : null}
      />
      <ChoiceField label={t('role.score')} value={block.score ?? ''} options={optional} onText={(to) => set('score', to)} />
      <ChoiceField
        label={t('blocks.scale')} value={block.scale ?? ''} disabled={block.score === undefined} onText={(to) => set('scale', to)}
        options={[{ value: '', label: t('blocks.guess') }, ...SCALES.map((scale) => ({ value: scale, label: t(`scale.${scale}`) }))]}
      />
      <div className={styles.foot} data-inline="true">
        <IconButton name={t('blocks.removeVoice', { name: t(`common:source.${block.source}`) })} onClick={remove}>
          <IconTrash size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </div>
    </>
  );
}
