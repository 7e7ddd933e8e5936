// The columns of the file: what is in them, what each was taken for and why, and a choice to correct it.
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping, Preview } from '../../api/contract';
import { IconButton, useFormat } from '../../parts';
import { ChoiceField, type Option } from '../page/Field';
import page from '../page/page.module.css';
import { blockNames, changeRole, parseRole, type Role, roleId, rolesOf } from './roles';
import styles from './imports.module.css';
import { roleText } from './words';

interface ColumnsProps {
  columns: Preview['columns'];
  mapping: Mapping;
  change: (mapping: Mapping) => void;
}

export function Columns({ columns, mapping, change }: ColumnsProps) {
  const { t } = useTranslation('imports');
  const options = useRoleOptions(mapping);
  const fullest = Math.max(0, ...columns.map((column) => column.filled));
  return (
    <div className={page.scroll} tabIndex={0} role="region" aria-label={t('columns.table', { n: columns.length })}>
      <table className={`${page.table} ${styles.columns}`}>
        <thead>
          <tr>
            <th scope="col">{t('columns.name')}</th>
            <th scope="col">{t('columns.samples')}</th>
            <th scope="col">{t('columns.role')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <ColumnRow key={column.name} column={column} mapping={mapping} options={options} fullest={fullest} change={change} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ColumnRowProps {
  column: Preview['columns'][number];
  mapping: Mapping;
  options: Option[];
  /** Cells that hold something in the fullest column. */
  fullest: number;
  change: (mapping: Mapping) => void;
}

function ColumnRow({ column, mapping, options, fullest, change }: ColumnRowProps) {
  const { t } = useTranslation('imports');
  const { count } = useFormat();
  const roles = rolesOf(mapping, column.name);
  const [adding, setAdding] = useState(false);
  const set = (from: Role | null, to: string) => {
    setAdding(false);
    change(changeRole(mapping, column.name, from, to === '' ? null : parseRole(to)));
  };
  const shown: (Role | null)[] = roles.length === 0 ? [null] : adding ? [...roles, null] : roles;
  return (
    <tr data-unread={roles.length === 0}>
      <th scope="row">
        {column.name}
        <small>
          {t(`columns.type.${column.type}`)}
          {column.type !== 'empty' && column.filled < fullest ? ` · ${t('columns.filled', { n: count(column.filled) })}` : ''}
        </small>
      </th>
      <td>
        <ul className={styles.samples}>
          {column.samples.slice(0, 3).map((sample, at) => (
            <li key={`${sample}-${at}`} title={sample}>{sample}</li>
          ))}
        </ul>
      </td>
      <td>
        <div className={styles.roles}>
          {shown.map((role, at) => (
            <div key={role ? roleId(role) : 'none'} className={styles.role}>
              <ChoiceField
                quiet label={t('columns.roleOf', { column: column.name, n: at + 1 })} value={role ? roleId(role) : ''}
                options={options} onText={(to) => set(role, to)}
              />
              {roles.length > 0 && at === shown.length - 1 && role !== null ? (
                <IconButton name={t('columns.also', { column: column.name })} onClick={() => setAdding(true)}>
                  <IconPlus size={14} stroke={1.5} aria-hidden="true" />
                </IconButton>
              ) : null}
              {role === null && adding ? (
                <IconButton name={t('cancel')} onClick={() => setAdding(false)}>
                  <IconX size={14} stroke={1.5} aria-hidden="true" />
                </IconButton>
              ) : null}
            </div>
          ))}
          {column.why && roles.length > 0 ? <small>{t(`why.${column.why}`, { defaultValue: column.why })}</small> : null}
        </div>
      </td>
    </tr>
  );
}

function useRoleOptions(mapping: Mapping): Option[] {
  const { t } = useTranslation('imports');
  const names = blockNames(mapping, (source) => t(`common:source.${source}`));
  const option = (role: Role, group: string): Option => ({ value: roleId(role), label: roleText(role, names, t), group: t(`group.${group}`) });
  const plain = (group: string, list: string[]): Option[] => list.map((is) => option({ is } as Role, group));
  const voices = names.voices.length === 0 ? [0] : names.voices.map((_, at) => at);
  return [
    { value: '', label: t('role.none') },
    ...plain('who', ['customer', 'anonymous']),
    ...plain('did', ['event_name']),
    ...names.events.map((_, at) => option({ is: 'event_time', block: at }, 'did')),
    option({ is: 'event_time', block: 'new' }, 'did'),
    ...plain('did', ['channel', 'order', 'product', 'category', 'quantity', 'amount', 'currency', 'campaign', 'session', 'url', 'event_id', 'property']),
    ...names.voices.map((_, at) => option({ is: 'voice_time', block: at }, 'said')),
    option({ is: 'voice_time', block: 'new' }, 'said'),
    ...voices.flatMap((block) => (['text', 'score', 'voice_id', 'language'] as const).map((is) => option({ is, block }, 'said'))),
    ...plain('said', ['survey', 'question']),
    ...plain('traits', ['trait', 'direct', 'since']),
  ];
}
