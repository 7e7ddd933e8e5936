//! The words of the field as types: what customers did ([`Event`]), what they said ([`Voice`]), the journey that a
//! team defines ([`Journey`]), and the map that is computed from all three ([`JourneyMap`]).
//!
//! Why a crate of its own: every other crate speaks these words, so they must know nobody. There is no I/O here, no
//! clock and no randomness. Ranges are half-open, instants are UTC in microseconds, a zone is applied at the edge only.
//!
//! What it refuses: rows of a database, columns of a file and bodies of a request have types of their own in the crates
//! that own them, and convert.

mod compare;
mod correction;
mod customer;
mod event;
mod filter;
mod finding;
mod ids;
mod journey;
mod map;
mod mapping;
mod money;
mod statement;
mod text;
mod time;
mod to_be;
mod topics;
mod voice;
mod written;

pub use compare::{
    Change, ChangeDriver, ChangeSpan, Changes, ComparedBy, ComparedHow, ComparedVerdict, Comparison, Days, Difference,
    Estimate, GapPart, GapTold, MeasuredWeek, SideValue, Unwatched,
};
pub use correction::{BadCorrection, Correction};
pub use customer::{Customer, TraitValue, Traits};
pub use event::{Event, EventKey, ObjectRef, Properties, Property};
pub use filter::{Field, Filter, Predicate};
pub use finding::{
    Cost, Finding, FindingEffect, FindingEvidence, FindingKind, FindingSplit, FindingState, FindingWeek, Findings,
    Looked, Measure, Share, Title, When, Who,
};
pub use ids::{BadId, JobId, JourneyId, PersonId, StageId, TouchpointId, VoiceKey, WorkspaceName};
pub use journey::{
    Compare, Condition, Counts, EventRule, Journey, JourneyError, OneOrMany, Scalar, Stage, Starts, Touchpoint,
    VoiceRule,
};
pub use map::{
    ActionShare, ChannelShare, Coverage, Emotion, EnteredFrom, JourneyMap, KpiCell, MapStage, Quote, StageTime,
    TopicSide, TopicTold,
};
pub use mapping::{
    CustomerMapping, EventMapping, FileFormat, FileOptions, Join, Mapping, MappingError, ValueFrom, VoiceMapping,
};
pub use money::{Currency, Money};
pub use statement::{Feeling, Intent, Labels, Mood, Need, NoLabel, Sentiment, Statement, Topic};
pub use text::LocalText;
pub use time::{BadTime, Micros, Period, Span, Zone};
pub use to_be::{Gap, GapState, PlannedStage, ToBe, Unmeasured};
pub use topics::{BadTopics, OwnTopic, TopicTree};
pub use voice::{AuthorRole, Scale, Voice, VoiceSource};
pub use written::{Expectation, Figure, Lane, Op, Planned, Side, Verdict, WrittenCell, WrittenContent, WrittenKind};
