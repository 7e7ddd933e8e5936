// The shared parts. Screens import from here: `import { Button, Feeling } from '../../parts'`.
//
//   words and numbers   useFormat (every format, in the language on screen), useLang
//   feeling             Feeling “▼ −1.1 부정”, Glyph (shape alone), SentimentWord, SentimentTag, ENOUGH (n under it is “few”)
//   words of customers  Quote
//   controls            Button, IconButton, Chip, buttonClass (for links), Segments, PeriodPicker, FilterPicker, Tip
//   help                HelpMark (a question mark: what it is, how it is computed)
//   states              EmptyState, LoadingGrid, ErrorPart
//   evidence            Drawer, Block (a part of a drawer), EvidenceList
//   small charts        Interval, Spark, Ridge (the emotion curve in any size)
export { Button, buttonClass, Chip, IconButton, type Look } from './Button';
export { Block, Drawer } from './Drawer';
export { EmptyState } from './EmptyState';
export { ErrorPart } from './ErrorPart';
export { EvidenceList } from './EvidenceList';
export { Feeling, Glyph, SentimentWord } from './Feeling';
export { directionOf, ENOUGH, inkOf, stepOf, stepOfSentiment, type Step } from './feelings';
export { FilterPicker } from './FilterPicker';
export { predicateText } from './filters';
export { useFormat, useLang, type Format } from './format';
export { HelpMark } from './help/HelpMark';
export { isTopic } from './help/topics';
export { Interval } from './Interval';
export { LoadingGrid } from './LoadingGrid';
export { Logo } from './Logo';
export { PeriodPicker } from './PeriodPicker';
export type { Period } from './periods';
export { Quote } from './Quote';
export { Ridge, type RidgePoint } from './Ridge';
export { Segments } from './Segments';
export { Spark } from './Spark';
export { SentimentTag, Tag } from './Tag';
export { Tip, TipText } from './Tip';
