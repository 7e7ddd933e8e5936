// What every analysis screen is made of. A screen: `useAnalysisAddress` for what is asked, `analysisQuery` for the answer,
// `AnalysisBar` above, `Figure` round what the PNG shows, `CustomersDrawer` for the cell that is open.
export { parseAnalysisSearch, useAnalysisAddress, type AnalysisAddress, type AnalysisSearch } from './address';
export { AnalysisBar } from './AnalysisBar';
export { Annotations } from './Annotations';
export { markLine, marksOn, type Marked } from './annotations';
export { categoryAxis, escaped, grid, shareScale, tip, valueAxis } from './axes';
export { Chart } from './Chart';
export { CustomersDrawer } from './CustomersDrawer';
export { EventPicker } from './EventPicker';
export { Figure } from './Figure';
export type { Inks } from './inks';
export { analysisQuery, annotationsQuery, savedQuery, type Answered, type Annotation, type SavedAnalysis } from './queries';
export { isAny, namesOf, ready, tidy, urlsOf, withNames, type Asked, type Cell, type EventPattern, type Grain, type Kind, type OneKind } from './questions';
export { SectionTabs } from './SectionTabs';
export { usePatternText } from './texts';
export { useData, type DataAt } from './useData';
export { useSaved, type SavedAt } from './useSaved';
