// The touchpoints of a stage: cards, for they can be picked up and put elsewhere by their menu.
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Stage, Touchpoint } from '../../api/contract';
import { localText } from '../../i18n';
import { Button } from '../../parts';
import { TextField } from '../page/Field';
import { useEditing } from './context';
import styles from './journeys.module.css';
import { inLang, withLang } from './model';
import { MoveMenu } from './MoveMenu';
import { Rules } from './Rules';

export function Touchpoints({ stage }: { stage: Stage }) {
  const { t } = useTranslation('journeys');
  const { dispatch } = useEditing();
  return (
    <div className={styles.touchpoints}>
      <h3>{t('touchpoint.title')}</h3>
      {stage.touchpoints.length === 0 ? <p className="faint">{t('touchpoint.none')}</p> : null}
      <ul>
        {stage.touchpoints.map((touchpoint, at) => (
          <TouchpointCard key={touchpoint.id} stage={stage} touchpoint={touchpoint} at={at} />
        ))}
      </ul>
      <Button onClick={() => dispatch({ do: 'touch_add', stage: stage.id })}>
        <IconPlus size={14} stroke={1.5} aria-hidden="true" />
        {t('touchpoint.add')}
      </Button>
    </div>
  );
}

function TouchpointCard({ stage, touchpoint, at }: { stage: Stage; touchpoint: Touchpoint; at: number }) {
  const { t } = useTranslation('journeys');
  const { dispatch, journey, lang } = useEditing();
  const shown = touchpoint.name === undefined ? touchpoint.id : localText(touchpoint.name, lang) || touchpoint.id;
  const move = (to: string, place?: number) => () => dispatch({ do: 'touch_move', stage: stage.id, touchpoint: touchpoint.id, to, at: place });
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <TextField
          quiet label={t('touchpoint.name')} className={styles.bare} value={inLang(touchpoint.name, lang)} placeholder={shown}
          onText={(text) => {
            const name = withLang(touchpoint.name, lang, text);
            const some = typeof name === 'string' || Object.keys(name).length > 0;
            dispatch({ do: 'touch_set', stage: stage.id, touchpoint: touchpoint.id, set: { name: some ? name : undefined } });
          }}
        />
        <MoveMenu
          name={shown}
          places={[
            { id: 'up', label: t('move.up'), go: move(stage.id, at - 1), disabled: at === 0 },
            { id: 'down', label: t('move.down'), go: move(stage.id, at + 1), disabled: at === stage.touchpoints.length - 1 },
          ]}
          others={{
            title: t('move.toStage'),
            places: journey.stages.filter((other) => other.id !== stage.id)
              .map((other) => ({ id: other.id, label: localText(other.name, lang) || other.id, go: move(other.id) })),
          }}
          remove={() => dispatch({ do: 'touch_remove', stage: stage.id, touchpoint: touchpoint.id })}
        />
      </div>
      <Rules stage={stage.id} touchpoint={touchpoint} />
    </li>
  );
}
