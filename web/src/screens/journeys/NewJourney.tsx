// A new journey: from what the data suggest, from a template, or from a file. What is chosen is in the address.
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Journey, Suggestion, Templates } from '../../api/contract';
import { journeysQuery } from '../../api/queries';
import { localText } from '../../i18n';
import { Button, buttonClass, ErrorPart, LoadingGrid, useFormat, useLang } from '../../parts';
import { GuideStrip } from '../guide/GuideStrip';
import { useAddress } from '../page/address';
import page from '../page/page.module.css';
import { Section } from '../page/Section';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import styles from './journeys.module.css';
import { emptyJourney, freeId } from './model';
import { suggestQuery, templatesQuery } from './queries';
import { Workbench } from './Workbench';

export function NewJourney() {
  const { t } = useTranslation('journeys');
  const { ws } = useHere();
  const [{ from = '' }, change] = useAddress(['from'] as const);
  const templates = useQuery(templatesQuery(ws));
  const suggestion = useQuery(suggestQuery(ws));
  const journeys = useQuery(journeysQuery(ws));
  const pick = (source: string) => change({ from: source });
  const start = startOf(from, templates.data, suggestion.data);
  if (start && journeys.data) {
    const id = freeId(start.id, journeys.data.journeys.map((one) => one.id));
    return <Workbench key={from} ws={ws} saved={null} start={{ ...start, id }} asFile={from === 'yaml'} />;
  }
  return (
    <>
      <TopBar
        title={t('new')}
        back={
          <Link className={`${buttonClass('ghost')} ${page.back}`} to="/w/$ws/journeys" params={{ ws }} aria-label={t('toList')}>
            <IconArrowLeft size={16} stroke={1.5} aria-hidden="true" />
          </Link>
        }
      />
      <div className="page">
        <GuideStrip ws={ws} at="journey" />
        <Section title={t('make.suggest')} remark={t('make.suggestWhy')}>
          {suggestion.isError ? <ErrorPart error={suggestion.error} title={t('make.suggestFailed')} retry={() => void suggestion.refetch()} /> : null}
          {suggestion.isPending ? <LoadingGrid columns={4} rows={2} says={t('make.looking')} /> : null}
          {suggestion.data ? <Suggested suggestion={suggestion.data} ws={ws} pick={() => pick('suggest')} /> : null}
        </Section>
        <Section title={t('make.template')} remark={t('make.templateWhy')}>
          {templates.isError ? <ErrorPart error={templates.error} title={t('make.templateFailed')} retry={() => void templates.refetch()} /> : null}
          {templates.data ? <TemplateList templates={templates.data} pick={(id) => pick(`template:${id}`)} /> : null}
        </Section>
        <Section title={t('make.blank')} remark={t('make.blankWhy')}>
          <div className={styles.buttons}>
            <Button onClick={() => pick('blank')}>{t('make.blankDo')}</Button>
            <Button onClick={() => pick('yaml')}>{t('make.yamlDo')}</Button>
          </div>
        </Section>
      </div>
    </>
  );
}

function startOf(from: string, templates: Templates | undefined, suggestion: Suggestion | undefined): Journey | null {
  if (from === 'blank' || from === 'yaml') return emptyJourney('journey', { ko: '새 여정', en: 'New journey' });
  if (from === 'suggest') return suggestion?.definition ?? null;
  const [kind, id] = from.split(':');
  return kind === 'template' ? (templates?.templates.find((one) => one.id === id)?.definition ?? null) : null;
}

function Suggested({ suggestion, ws, pick }: { suggestion: Suggestion; ws: string; pick: () => void }) {
  const { t } = useTranslation('journeys');
  const lang = useLang();
  const { count, share } = useFormat();
  const { definition, why, gap_why, reason_none } = suggestion;
  if (definition === null) {
    return (
      <div className={styles.none}>
        <p>{t(`none.${reason_none ?? 'no_events'}`, { defaultValue: t('none.no_events') })}</p>
        <Link className={buttonClass()} to="/w/$ws/imports/new" params={{ ws }}>{t('make.upload')}</Link>
      </div>
    );
  }
  return (
    <>
      <ol className={styles.proposed}>
        {definition.stages.map((stage) => (
          <li key={stage.id}>
            <i className={styles.node} aria-hidden="true" />
            <b>{localText(stage.name, lang)}</b>
            <ul>
              {why.filter((one) => one.stage === stage.id).slice(0, 4).map((one) => (
                <li key={one.event}>
                  {one.event}
                  <small>
                    {t(`why.${one.reason}`, {
                      ...one.params,
                      customers: count(Number(one.params?.customers ?? 0)),
                      place: share(Number(one.params?.place ?? 0), 0),
                      share: share(Number(one.params?.share ?? 0), 0),
                      defaultValue: one.reason,
                    })}
                  </small>
                </li>
              ))}
              {why.filter((one) => one.stage === stage.id).length > 4 ? (
                <li className="faint">{t('make.moreEvents', { n: why.filter((one) => one.stage === stage.id).length - 4 })}</li>
              ) : null}
            </ul>
          </li>
        ))}
      </ol>
      {gap_why ? (
        <p className="faint">
          {t(`gapReason.${gap_why.reason}`, {
            gap: definition.gap,
            within: count(Number(gap_why.params?.within ?? 0)),
            between: count(Number(gap_why.params?.between ?? 0)),
            share: share(Number(gap_why.params?.share ?? 0), 0),
            days: gap_why.params?.days,
            defaultValue: '',
          })}
        </p>
      ) : null}
      <Button look="primary" onClick={pick}>{t('make.suggestDo')}</Button>
    </>
  );
}

function TemplateList({ templates, pick }: { templates: Templates; pick: (id: string) => void }) {
  const { t } = useTranslation('journeys');
  const lang = useLang();
  return (
    <ul className={styles.templates}>
      {templates.templates.map((one) => (
        <li key={one.id}>
          <div>
            <b>{localText(one.name, lang)}</b>
            <p>{localText(one.about, lang)}</p>
            <small>{one.definition.stages.map((stage) => localText(stage.name, lang)).join(' → ')}</small>
          </div>
          <Button aria-label={t('make.useNamed', { name: localText(one.name, lang) })} onClick={() => pick(one.id)}>{t('make.use')}</Button>
        </li>
      ))}
    </ul>
  );
}
