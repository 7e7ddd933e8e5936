// What the words say about a figure, as a figure, a comparison and a number; offered where the stage has figures.
import { useTranslation } from 'react-i18next';
import type { Expectation, MapStage } from '../../../api/contract';
import { ChoiceField, TextField, Tick } from '../../page/Field';
import { figuresOf, fromFigure, toFigure, unitOf } from './expect';
import styles from './team.module.css';

interface ExpectsProps {
  stage: MapStage;
  value: Expectation | undefined;
  onChange: (expects: Expectation | undefined) => void;
}

export function Expects({ stage, value, onChange }: ExpectsProps) {
  const { t } = useTranslation('team');
  const figures = figuresOf(stage);
  const [first] = figures;
  if (!first && !value) return null;
  const nameOf = (cell: string) => {
    const [, what = '', ...which] = cell.split('.');
    return which.length > 0 ? t(`map:kpi.${which.join('.')}`, { defaultValue: which.join('.') }) : t(`map:count.${what}`);
  };
  const start = (): Expectation => {
    const cell = first ?? '';
    const current = unitOf(cell) === 'days' ? (stage.time_s.median ?? 0) : 0.5;
    return { cell, op: unitOf(cell) === 'days' ? 'lte' : 'gte', value: current };
  };
  const unit = value ? unitOf(value.cell) : 'plain';
  return (
    <div>
      <Tick label={t('edit.expects')} checked={value !== undefined} onTick={(on) => onChange(on ? start() : undefined)} />
      {value ? (
        <>
          <div className={styles.row}>
            <ChoiceField
              label={t('edit.figure')} value={value.cell} options={[...new Set([...figures, value.cell])].map((cell) => ({ value: cell, label: nameOf(cell) }))}
              onText={(cell) => onChange({ ...value, cell })}
            />
            <ChoiceField
              label={t('edit.op')} value={value.op} options={(['lte', 'gte', 'is'] as const).map((op) => ({ value: op, label: t(`op.${op}`) }))}
              onText={(op) => onChange({ ...value, op: op as Expectation['op'] })}
            />
            <TextField
              label={t(`unit.${unit}`)} type="number" step="any" value={Number(fromFigure(value.value, unit).toFixed(4))}
              onText={(text) => onChange({ ...value, value: toFigure(Number(text), unit) })}
            />
          </div>
          <p className={styles.hint}>{t('edit.expectsHow')}</p>
        </>
      ) : null}
    </div>
  );
}
