// The second step: how the file is read. Questions to the person stand first, then the columns, then what a row gives;
// at the side the answer to it all, at once.
import { IconHelpCircle } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { ApiError } from '../../api/client';
import type { Mapping, Preview, Upload } from '../../api/contract';
import { Button, ErrorPart, LoadingGrid, Segments, useFormat } from '../../parts';
import { ChoiceField, TextField, Tick } from '../page/Field';
import { Section } from '../page/Section';
import { Blocks } from './Blocks';
import { Columns } from './Columns';
import { Found } from './Found';
import styles from './imports.module.css';
import { Joins } from './Joins';
import { mappingsQuery, previewQuery } from './queries';
import { gaps, type Gap } from './roles';
import { Sheets } from './Sheets';
import { problemText } from './words';
import { YamlText } from './YamlText';

interface CheckProps {
  ws: string;
  zone: string;
  upload: Upload;
  start: (choice: { file: string; mapping: Mapping; save_as?: string }) => void;
  starting: boolean;
  problem: unknown;
  back: () => void;
}

export function Check({ ws, zone, upload, start, starting, problem, back }: CheckProps) {
  const { t } = useTranslation('imports');
  const { count } = useFormat();
  const [file, setFile] = useState(upload.files[0]?.name ?? '');
  const [sheet, setSheet] = useState<string>();
  const [edited, setEdited] = useState<Mapping | null>(null);
  const [settled] = useDebouncedValue(edited, 400);
  const first = useQuery({
    ...previewQuery(ws, upload.upload, file, null, sheet),
    // while another sheet is looked at the page stays, and nothing can be started by it
    placeholderData: (before: Preview | undefined, query) => (query?.queryKey[3] === file ? before : undefined),
  });
  const whole = settled === null || gaps(settled).length === 0;
  const live = useQuery({
    ...previewQuery(ws, upload.upload, file, settled, sheet),
    enabled: settled !== null && whole,
    placeholderData: keepPreviousData,
  });
  const preview = live.data ?? first.data;
  const mapping = edited ?? (preview ? named(preview.mapping, file) : undefined);
  const pickFile = (name: string) => {
    setFile(name);
    setSheet(undefined);
    setEdited(null);
  };
  // another sheet has other columns, so that its meaning is guessed anew
  const pickSheet = (name: string | undefined) => {
    setSheet(name);
    setEdited(null);
  };
  const mainFile = <MainFile files={upload.files} file={file} pick={pickFile} />;
  if (first.isError) {
    return (
      <>
        {mainFile}
        <ErrorPart error={first.error} title={problemText(first.error, t)} retry={() => void first.refetch()}>
          <Button onClick={back}>{t('check.otherFile')}</Button>
        </ErrorPart>
      </>
    );
  }
  if (preview === undefined || mapping === undefined) return <LoadingGrid columns={3} rows={8} says={t('check.reading', { file })} />;
  const missing = gaps(mapping);
  const refused = refusal(preview);
  return (
    <div className={styles.check}>
      <div>
        <Facts preview={preview} file={file} />
        {mainFile}
        {preview.sheets ? <Sheets sheets={preview.sheets} chosen={mapping.file?.sheet} choose={pickSheet} /> : null}
        <Questions preview={preview} mapping={mapping} change={setEdited} />
        <Reading
          ws={ws} upload={upload} file={file} preview={preview} mapping={mapping} change={setEdited}
          fault={live.isError ? problemText(live.error, t) : refused ? problemText(refused, t) : null}
        />
        <Rows preview={preview} />
      </div>
      <aside className={styles.aside}>
        <Section title={t('found.title')} remark={t('found.of', { n: count(preview.result.read) })}>
          <Found preview={preview} zone={zone} stale={settled !== edited || live.isFetching || !whole} />
        </Section>
        <Keep
          ws={ws} preview={preview} mapping={mapping} missing={missing} starting={starting || first.isPlaceholderData} problem={problem}
          change={setEdited} back={back} start={(save_as) => start({ file, mapping, save_as })}
        />
      </aside>
    </div>
  );
}

/** A mapping without a name is called like its file, so that nobody has to think of one. */
function named(mapping: Mapping, file: string): Mapping {
  if ((mapping.name ?? '').trim() !== '') return mapping;
  return { ...mapping, name: file.replace(/(\.[a-z0-9]{1,8}){1,2}$/i, '') };
}

/** Which of several files is the one whose rows are read. */
function MainFile({ files, file, pick }: { files: Upload['files']; file: string; pick: (name: string) => void }) {
  const { t } = useTranslation('imports');
  if (files.length < 2) return null;
  return (
    <div className={styles.main}>
      <ChoiceField
        label={t('check.main')} value={file} onText={pick} remark={t('check.mainWhy')}
        options={files.map((one) => ({ value: one.name, label: one.name }))}
      />
    </div>
  );
}

function Facts({ preview, file }: { preview: Preview; file: string }) {
  const { t } = useTranslation('imports');
  const { count } = useFormat();
  // those that are not sure are asked about below
  const dates = (preview.result.date_orders ?? []).filter((one) => one.sure);
  const facts = [
    t(`format.${preview.format}`, { defaultValue: preview.format }),
    preview.encoding?.toUpperCase(),
    preview.rows_estimate === null ? null : t('check.rows', { n: count(preview.rows_estimate) }),
    preview.columns.length > 0 ? t('check.columns', { n: count(preview.columns.length) }) : null,
  ].filter(Boolean).join(' · ');
  return (
    <header className={styles.facts}>
      <h2>{file}</h2>
      <p>{facts}</p>
      <p className="soft">{t(`confidence.${preview.confidence}`)}</p>
      {dates.length > 0 ? <p className="soft">{t('datesRead.title')}: {dates.map((one) => `${one.column} ${t(`dates.${one.read_as}`)}`).join(' · ')}</p> : null}
    </header>
  );
}

/** Why the mapping cannot be used at all, told beside the preview. */
function refusal({ result: { error } }: Preview): ApiError | null {
  return error ? new ApiError({ type: 'about:blank', status: 422, ...error, field: error.field ?? undefined }) : null;
}

/** Codes among the values of a question, such as a scale, by their names on screen. */
function inWords(params: Record<string, string> | undefined, t: TFunction): Record<string, string> {
  const named = { scale: 'imports:scale', read_as: 'imports:dates', source: 'common:source' };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, words]) => {
      const value = params?.[name];
      return value ? [[name, t(`${words}.${value}`, { defaultValue: value })]] : [];
    }),
  );
}

function Questions({ preview, mapping, change }: { preview: Preview; mapping: Mapping; change: (mapping: Mapping) => void }) {
  const { t } = useTranslation('imports');
  if (preview.questions.length === 0) return null;
  return (
    <section className={styles.questions} aria-label={t('check.questions')}>
      <ul>
        {preview.questions.map((one) => (
          <li key={one.code + (one.column ?? '')}>
            <IconHelpCircle size={16} stroke={1.5} aria-hidden="true" />
            <div>
              <p>
                {one.column ? <b>{one.column} </b> : null}
                {t(`question.${one.code}`, { ...one.params, ...inWords(one.params, t), defaultValue: one.code })}
              </p>
              {one.code.startsWith('date_order') ? (
                <ChoiceField
                  quiet label={t('dates.title')} value={mapping.file?.dates ?? one.params?.read_as ?? ''}
                  options={['dmy', 'mdy', 'ymd'].map((order) => ({ value: order, label: t(`dates.${order}`) }))}
                  onText={(dates) => change({ ...mapping, file: { ...mapping.file, dates } })}
                />
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ReadingProps {
  ws: string;
  upload: Upload;
  file: string;
  preview: Preview;
  mapping: Mapping;
  change: (mapping: Mapping) => void;
  fault: string | null;
}

function Reading({ ws, upload, file, preview, mapping, change, fault }: ReadingProps) {
  const { t } = useTranslation('imports');
  const [mode, setMode] = useState<'simple' | 'yaml'>('simple');
  const own = preview.columns.map((column) => column.name);
  const joined = (mapping.join ?? []).flatMap((join) => join.take);
  const others = upload.files.map((one) => one.name).filter((name) => name !== file);
  const modes = (
    <Segments
      name={t('check.mode')} value={mode} onChange={setMode}
      options={[{ value: 'simple', label: t('check.simple') }, { value: 'yaml', label: 'YAML' }]}
    />
  );
  return (
    <>
      <Section title={t('columns.title')} remark={mode === 'simple' ? t('columns.remark') : t('yaml.remark')} end={modes}>
        {fault ? <p className={styles.fault} role="alert">{fault}</p> : null}
        {mode === 'yaml' ? (
          <YamlText mapping={mapping} change={change} />
        ) : preview.columns.length > 0 ? (
          <Columns columns={preview.columns} mapping={mapping} change={change} />
        ) : (
          <p className="soft">{t('columns.standard')}</p>
        )}
      </Section>
      {mode === 'simple' && others.length > 0 ? (
        <Section title={t('joins.title')} remark={t('joins.remark')}>
          <Joins ws={ws} upload={upload.upload} files={others} columns={own} mapping={mapping} change={change} />
        </Section>
      ) : null}
      {mode === 'simple' && preview.columns.length > 0 ? (
        <Section title={t('blocks.title')} remark={t('blocks.remark')}>
          <Blocks columns={[...own, ...joined]} mapping={mapping} change={change} />
        </Section>
      ) : null}
    </>
  );
}

function Rows({ preview }: { preview: Preview }) {
  const { t } = useTranslation('imports');
  if (preview.rows.length === 0) return null;
  return (
    <details className={styles.rows}>
      <summary>{t('check.raw', { n: preview.rows.length })}</summary>
      <div tabIndex={0} role="region" aria-label={t('check.raw', { n: preview.rows.length })}>
        <table>
          <thead>
            <tr>{preview.columns.map((column) => <th key={column.name} scope="col">{column.name}</th>)}</tr>
          </thead>
          <tbody>
            {preview.rows.map((row, at) => (
              <tr key={at}>{row.map((cell, column) => <td key={column}>{cell}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

interface KeepProps {
  ws: string;
  preview: Preview;
  mapping: Mapping;
  missing: Gap[];
  starting: boolean;
  problem: unknown;
  change: (mapping: Mapping) => void;
  start: (saveAs: string | undefined) => void;
  back: () => void;
}

/** The name under which the mapping is kept, kept ones to use again, and the one thing to do. */
function Keep({ ws, preview, mapping, missing, starting, problem, change, start, back }: KeepProps) {
  const { t } = useTranslation('imports');
  const [keep, setKeep] = useState(true);
  const kept = useQuery({ ...mappingsQuery(ws), enabled: preview.saved.length > 0 });
  const name = mapping.name ?? '';
  const reuse = (chosen: string) => {
    const found = kept.data?.mappings.find((one) => one.name === chosen);
    if (found) change(found.mapping);
  };
  const needsName = keep && name.trim() === '';
  return (
    <section className={styles.keep} aria-label={t('keep.title')}>
      {preview.saved.length > 0 ? (
        <ChoiceField
          label={t('keep.reuse')} value={preview.saved.includes(name) ? name : ''} onText={reuse}
          options={[{ value: '', label: t('keep.choose') }, ...preview.saved.map((one) => ({ value: one, label: one }))]}
        />
      ) : null}
      <TextField
        label={t('keep.name')} value={name} onText={(to) => change({ ...mapping, name: to })} remark={t('keep.why')}
        wrong={needsName ? t('keep.needsName') : null}
      />
      <Tick label={t('keep.keep')} checked={keep} onTick={setKeep} />
      {missing.length > 0 ? (
        <ul className={styles.missing} aria-label={t('keep.missing')}>
          {[...new Set(missing.map(({ lacks }) => lacks))].map((lacks) => <li key={lacks}>{t(`gap.${lacks}`)}</li>)}
        </ul>
      ) : null}
      {problem ? <p className={styles.missing} role="alert">{problemText(problem, t)}</p> : null}
      <div className={styles.go}>
        <Button look="primary" disabled={missing.length > 0 || needsName || starting} onClick={() => start(keep ? name.trim() : undefined)}>
          {preview.rows_estimate === null ? t('keep.start') : t('keep.startRows')}
        </Button>
        <Button look="ghost" onClick={back}>{t('check.otherFile')}</Button>
      </div>
    </section>
  );
}
