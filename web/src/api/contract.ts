// The shapes of the API by the names that screens use. They are made from the server's OpenAPI document (schema.ts,
// `npm run schema`), where each field is explained. Fields may be added, never renamed.
import type { components } from './schema';

type Shapes = components['schemas'];

export type Problem = Shapes['Problem'];
export type Session = Shapes['Session'];
export type Lang = Shapes['Lang'];
export type LocalText = Shapes['LocalText'];

export type Scalar = Shapes['Scalar'];
export type Condition = Shapes['Condition'];
export type Predicate = Shapes['Predicate'];
export type Fields = Shapes['Fields'];

export type JourneyMap = Shapes['JourneyMap'];
export type MapStage = Shapes['MapStage'];
export type Quote = Shapes['Quote'];
export type Kpi = Shapes['Kpi'];
export type Sentiment = Shapes['Sentiment'];
export type VoiceSource = Shapes['VoiceSource'];
export type Evidence = Shapes['Evidence'];
export type Finding = Shapes['Finding'];
export type FindingEffect = Shapes['FindingEffect'];
export type Findings = Shapes['Findings'];
export type Measure = Shapes['Measure'];
export type Comparison = Shapes['Comparison'];
export type Difference = Shapes['Difference'];
export type ComparedBy = Shapes['ComparedBy'];
export type Changes = Shapes['Changes'];
export type Change = Shapes['Change'];
export type ChangeDriver = Shapes['ChangeDriver'];
export type Home = Shapes['Home'];
export type HomeKpi = Shapes['HomeKpi'];

export type WalkRow = Shapes['WalkRow'];
export type CustomerRow = Shapes['CustomerRow'];
export type VoiceRow = Shapes['VoiceRow'];
export type EventRow = Shapes['EventRow'];
export type CustomerPage = Shapes['CustomerPage'];
export type Voices = Shapes['Voices'];
export type Rated = Shapes['Rated'];

export type Journey = Shapes['Journey'];
export type Stage = Shapes['Stage'];
export type Touchpoint = Shapes['Touchpoint'];
export type EventRule = Shapes['EventRule'];
export type VoiceRule = Shapes['VoiceRule'];
export type JourneyVersion = Shapes['JourneyVersion'];
export type JourneyList = Shapes['JourneyList'];
export type JourneyPut = Shapes['JourneyPut'];
export type JourneyCheck = Shapes['JourneyCheck'];
export type Templates = Shapes['Templates'];
export type Suggestion = Shapes['Suggestion'];

export type Upload = Shapes['Upload'];
export type Preview = Shapes['Preview'];
export type SheetPart = Shapes['SheetPart'];
export type ImportAsk = Shapes['ImportAsk'];
export type Mapping = Shapes['Mapping'];
export type SavedMapping = Shapes['SavedMapping'];
export type EventMapping = Shapes['EventMapping'];
export type VoiceMapping = Shapes['VoiceMapping'];
export type CustomerMapping = Shapes['CustomerMapping'];
export type ValueFrom = Shapes['ValueFrom'];
export type Job = Shapes['Job'];
export type JobList = Shapes['JobList'];
export type ImportResult = Shapes['ImportResult'];

export type Side = Shapes['Side'];
export type Planned = Shapes['Planned'];
export type PlannedStage = Shapes['PlannedStage'];
export type Gap = Shapes['Gap'];
export type GapState = Shapes['GapState'];
export type ToBe = Shapes['ToBe'];
export type ToBeBegun = Shapes['ToBeBegun'];
export type Lane = Shapes['Lane'];
export type WrittenKind = Shapes['WrittenKind'];
export type Op = Shapes['Op'];
export type Expectation = Shapes['Expectation'];
export type Figure = Shapes['Figure'];
export type WrittenContent = Shapes['WrittenContent'];
export type WrittenCell = Shapes['WrittenCell'];
export type StageWritten = Shapes['StageWritten'];
export type MapWritten = Shapes['MapWritten'];
export type CellChange = Shapes['CellChange'];
export type CellRevision = Shapes['CellRevision'];
export type CellHistory = Shapes['CellHistory'];
export type LaneArrangement = Shapes['LaneArrangement'];
export type LaneHistory = Shapes['LaneHistory'];
export type ColumnArrangement = Shapes['ColumnArrangement'];
export type ColumnHistory = Shapes['ColumnHistory'];
export type Comment = Shapes['Comment'];
export type Thread = Shapes['Thread'];
export type Conversation = Shapes['Conversation'];
export type NewComment = Shapes['NewComment'];
export type CommentReply = Shapes['CommentReply'];
export type Doing = Shapes['Doing'];
export type Present = Shapes['Present'];
export type MapNews = Shapes['MapNews'];
export type ShareNew = Shapes['ShareNew'];
export type ShareLink = Shapes['ShareLink'];
export type ShareScope = Shapes['ShareScope'];
export type ShareDoor = Shapes['ShareDoor'];
export type SearchFound = Shapes['SearchFound'];
export type SampleData = Shapes['SampleData'];
