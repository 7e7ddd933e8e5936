// Files that belong together: each further file gives columns to the rows of the main one, by a column both have.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Mapping } from '../../api/contract';
import { ErrorPart } from '../../parts';
import { ChoiceField, Tick } from '../page/Field';
import styles from './imports.module.css';
import { previewQuery } from './queries';

interface JoinsProps {
  ws: string;
  upload: string;
  /** The other files of the upload. */
  files: string[];
  /** Columns of the main file. */
  columns: string[];
  mapping: Mapping;
  change: (mapping: Mapping) => void;
}

export function Joins({ ws, upload, files, columns, mapping, change }: JoinsProps) {
  return (
    <ul className={styles.joins}>
      {files.map((file) => (
        <JoinFile key={file} ws={ws} upload={upload} file={file} columns={columns} mapping={mapping} change={change} />
      ))}
    </ul>
  );
}

function JoinFile({ ws, upload, file, columns, mapping, change }: Omit<JoinsProps, 'files'> & { file: string }) {
  const { t } = useTranslation('imports');
  const query = useQuery(previewQuery(ws, upload, file, null));
  const join = mapping.join?.find((one) => one.file === file);
  const others = (mapping.join ?? []).filter((one) => one.file !== file);
  const theirs = query.data?.columns.map((column) => column.name) ?? [];
  const shared = columns.filter((column) => theirs.includes(column));
  const set = (next: { on: string; take: string[] } | null) => {
    const list = next === null ? others : [...others, { file, ...next }];
    const changed: Mapping = { ...mapping, join: list };
    if (list.length === 0) delete changed.join;
    change(changed);
  };
  if (query.error) return <li><ErrorPart error={query.error} title={t('joins.failed', { file })} retry={() => void query.refetch()} /></li>;
  return (
    <li>
      <p><b>{file}</b></p>
      {query.isPending ? <p className="faint">{t('reading')}</p> : null}
      {query.data && shared.length === 0 ? <p className="soft">{t('joins.nothingShared', { file })}</p> : null}
      {shared.length > 0 ? (
        <>
          <ChoiceField
            label={t('joins.on')} value={join?.on ?? ''}
            options={[{ value: '', label: t('joins.not') }, ...shared.map((column) => ({ value: column, label: column }))]}
            onText={(on) => set(on === '' ? null : { on, take: join?.take ?? theirs.filter((column) => column !== on && !columns.includes(column)) })}
          />
          {join ? (
            <fieldset className={styles.take}>
              <legend>{t('joins.take')}</legend>
              {theirs.filter((column) => column !== join.on).map((column) => (
                <Tick
                  key={column} label={column} checked={join.take.includes(column)}
                  onTick={(on) => set({ on: join.on, take: on ? [...join.take, column] : join.take.filter((one) => one !== column) })}
                />
              ))}
            </fieldset>
          ) : null}
        </>
      ) : null}
    </li>
  );
}
