// What is wanted of a column's figures, each with its value of now in sight.
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Expectation } from '../../../api/contract';
import { Button, IconButton, useFormat } from '../../../parts';
import { ChoiceField, TextField } from '../../page/Field';
import { cellOf } from '../cells';
import { useMap } from '../context';
import { figureText, fromFigure, toFigure, unitOf } from '../team/expect';
import type { Place } from '../team/queries';
import { usePlan } from './context';
import { nowOf, wishable } from './figures';
import styles from './to-be.module.css';

interface WantsProps {
  place: Place;
  wants: Expectation[];
  onChange: (wants: Expectation[]) => void;
}

export function Wants({ place, wants, onChange }: WantsProps) {
  const { t } = useTranslation(['to-be', 'team', 'map']);
  const { map } = useMap();
  const format = useFormat();
  const { plan } = usePlan();
  const from = plan.stages.find(({ id }) => id === place.stage)?.from ?? null;
  const today = map.stages.find(({ id }) => id === from) ?? null;
  const figures = wishable(map.stages);
  const nameOf = (figure: string) => (figure.startsWith('kpi.') ? t(`map:kpi.${figure.slice(4)}`, { defaultValue: figure.slice(4) }) : t(`map:count.${figure}`));
  const next = figures.find((figure) => !wants.some(({ cell }) => cell === cellOf(place.stage, figure)));
  const add = () => {
    if (!next) return;
    const lower = next === 'time' || next === 'dropped';
    const now = today ? nowOf(today, next) : null;
    onChange([...wants, { cell: cellOf(place.stage, next), op: lower ? 'lte' : 'gte', value: now ?? (next === 'time' ? 86_400 : 0.5) }]);
  };
  const change = (at: number, part: Partial<Expectation>) => onChange(wants.map((wanted, place_) => (place_ === at ? { ...wanted, ...part } : wanted)));
  return (
    <fieldset className={styles.wants}>
      <legend>{t('edit.wants')}</legend>
      {wants.map((wanted, at) => {
        const [, ...rest] = wanted.cell.split('.');
        const figure = rest.join('.');
        const unit = unitOf(wanted.cell);
        const now = today ? nowOf(today, figure) : null;
        return (
          <div key={`${wanted.cell}.${at}`} className={styles.want}>
            <ChoiceField
              label={t('team:edit.figure')} value={figure} options={[...new Set([...figures, figure])].map((value) => ({ value, label: nameOf(value) }))}
              onText={(value) => change(at, { cell: cellOf(place.stage, value) })}
            />
            <ChoiceField
              label={t('team:edit.op')} value={wanted.op} options={(['lte', 'gte', 'is'] as const).map((op) => ({ value: op, label: t(`team:op.${op}`) }))}
              onText={(op) => change(at, { op: op as Expectation['op'] })}
            />
            <TextField
              label={t(`team:unit.${unit}`)} type="number" step="any" value={Number(fromFigure(wanted.value, unit).toFixed(4))}
              onText={(text) => change(at, { value: toFigure(Number(text), unit) })}
            />
            <IconButton name={t('edit.noWant', { name: nameOf(figure) })} onClick={() => onChange(wants.filter((_, place_) => place_ !== at))}>
              <IconTrash size={16} stroke={1.5} aria-hidden="true" />
            </IconButton>
            <small>{now === null ? t('noNow') : t('nowIs', { value: figureText(wanted.cell, now, format) })}</small>
          </div>
        );
      })}
      {next ? <Button onClick={add}>{t('edit.addWant')}</Button> : null}
    </fieldset>
  );
}
