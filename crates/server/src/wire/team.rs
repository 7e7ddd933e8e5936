//! What people write on a map, say about it, and do there while others look.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Coverage;

/// Which of a journey's two maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// As it is.
    #[default]
    AsIs,
    /// As it is to be.
    ToBe,
}

/// A row of the map that people write in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// The head of the column; written only on the side to be.
    Stage,
    /// What the customer wants here.
    Goal,
    /// What they do.
    Actions,
    /// Where they do it.
    Touchpoints,
    /// What they think.
    Thoughts,
    /// How they feel; a value lies on −2…+2.
    Emotion,
    /// Where it hurts.
    Pains,
    /// What they like.
    Delights,
    /// The figures.
    Kpis,
    /// What they wish for.
    Desired,
    /// Chances to improve.
    Opportunities,
    /// Who answers for it, and what works behind it.
    Backstage,
}

/// How sure its author is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WrittenKind {
    /// Somebody knows it.
    #[default]
    Written,
    /// Somebody believes it.
    Assumption,
}

/// How a figure should stand to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// No more than it.
    Lte,
    /// No less than it.
    Gte,
    /// It.
    Is,
}

/// What a written value says about a computed one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Expectation {
    /// Which figure: `deliver.time`, `pay.went_on`, `pay.emotion`, `pay.kpi.csat`.
    pub cell: String,
    /// How it should stand to `value`.
    pub op: Op,
    /// In the figure's own unit: seconds, a ratio 0…1, the emotion scale.
    pub value: f64,
}

/// A computed figure with its 95 % interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    /// The value.
    pub value: f64,
    /// Lower end.
    #[schema(required)]
    pub low: Option<f64>,
    /// Upper end; `null` when the data set no end to it.
    #[schema(required)]
    pub high: Option<f64>,
    /// Out of how many.
    pub n: u64,
}

/// Where a column of the side to be lies, and which column of today it goes on from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Planned {
    /// Columns lie in the order of this.
    pub place: f64,
    /// The column of today that it is compared with; a new one has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// What somebody wrote, without who and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WrittenContent {
    /// In their words; may be empty where there is a value.
    pub text: String,
    /// On the emotion lane −2…+2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Known or believed.
    #[serde(default)]
    pub kind: WrittenKind,
    /// What it says about a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expects: Option<Expectation>,
    /// On the side to be and the lane `kpis`, what is wanted of figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Expectation>,
    /// On the side to be and the lane `stage`, the column itself; without text it has the name of today's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Planned>,
}

/// A written cell of a map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WrittenCell {
    /// Which row.
    pub lane: Lane,
    /// What is written.
    pub text: String,
    /// On the emotion lane −2…+2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Known or believed.
    #[serde(default)]
    pub kind: WrittenKind,
    /// What it says about a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expects: Option<Expectation>,
    /// On the side to be and the lane `kpis`, what is wanted of figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Expectation>,
    /// The name that its author writes under.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Which revision of the cell, from 1.
    pub revision: u32,
    /// What the data say instead, when their 95 % interval excludes what is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift: Option<Figure>,
}

/// What is written in one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StageWritten {
    /// Which column.
    pub id: String,
    /// Its cells.
    pub written: Vec<WrittenCell>,
    /// Its coverage with them.
    pub coverage: Coverage,
}

/// Answer of `GET /api/w/{ws}/map/{journey}/written`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapWritten {
    /// The newest revision of the map.
    pub number: i64,
    /// In order.
    pub stages: Vec<StageWritten>,
}

/// Body of `PUT /api/w/{ws}/map/{journey}/written`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CellChange {
    /// As it is, or to be.
    #[serde(default)]
    pub side: Side,
    /// Which column.
    pub stage: String,
    /// Which row.
    pub lane: Lane,
    /// The revision that the author saw; 0 for a cell that nobody has written in.
    pub base: u32,
    /// What it shall say; `null` empties it.
    #[schema(required)]
    pub content: Option<WrittenContent>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Body of `POST /api/w/{ws}/map/{journey}/written/restore`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CellRestore {
    /// As it is, or to be.
    #[serde(default)]
    pub side: Side,
    /// Which column.
    pub stage: String,
    /// Which row.
    pub lane: Lane,
    /// The revision to bring back.
    pub revision: u32,
    /// The newest revision that was seen.
    pub base: u32,
}

/// One revision of a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CellRevision {
    /// Place in the history of the map; the next page begins before it.
    pub number: i64,
    /// As it is, or to be.
    pub side: Side,
    /// Which column.
    pub stage: String,
    /// Which row.
    pub lane: Lane,
    /// Which revision of the cell, from 1.
    pub revision: u32,
    /// What it says; `null` when the cell was emptied.
    #[schema(required)]
    pub content: Option<WrittenContent>,
    /// Why.
    #[schema(required)]
    pub reason: Option<String>,
    /// The older revision that it brought back.
    #[schema(required)]
    pub restores: Option<u32>,
    /// The name that its author writes under.
    pub by: String,
    /// The account's id.
    pub actor: String,
    /// When.
    pub at: String,
}

/// Answer of `GET /api/w/{ws}/map/{journey}/history`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CellHistory {
    /// The newest first.
    pub revisions: Vec<CellRevision>,
    /// `before` of the next page; `null` at the end.
    #[schema(required)]
    pub next: Option<i64>,
}

/// An earlier wording of a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommentVersion {
    /// What it said.
    pub text: String,
    /// Since when.
    pub at: String,
    /// Who worded it so.
    pub by: String,
}

/// A comment as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Comment {
    /// Which.
    pub id: i64,
    /// What it says; `null` when it was taken back.
    #[schema(required)]
    pub text: Option<String>,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: String,
    /// When it was changed last.
    #[schema(required)]
    pub edited_at: Option<String>,
    /// Who changed it last.
    #[schema(required)]
    pub edited_by: Option<String>,
    /// Names it calls on.
    pub mentions: Vec<String>,
    /// What it said before, the oldest first.
    pub earlier: Vec<CommentVersion>,
}

/// A thread settled or reopened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Settled {
    /// Settled, or open again.
    pub resolved: bool,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

/// A thread about a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Thread {
    /// Which.
    pub id: i64,
    /// The column it is about.
    pub stage: String,
    /// The row it is about.
    pub lane: Lane,
    /// Whether it is settled.
    pub resolved: bool,
    /// Every time that it was settled or reopened, the oldest first.
    pub settled: Vec<Settled>,
    /// In order.
    pub comments: Vec<Comment>,
    /// Its newest act: who edits says that they saw it.
    pub seen: i64,
}

/// Answer of `GET /api/w/{ws}/map/{journey}/comments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Conversation {
    /// In the order they were begun.
    pub threads: Vec<Thread>,
    /// Names that can be called on.
    pub names: Vec<String>,
}

/// Body of `POST /api/w/{ws}/map/{journey}/comments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewComment {
    /// The column it is about.
    pub stage: String,
    /// The row it is about.
    pub lane: Lane,
    /// What it says.
    pub text: String,
}

/// Body of `POST /api/w/{ws}/map/{journey}/comments/{thread}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "act")]
pub enum CommentReply {
    /// Answer.
    Answer {
        /// What it says.
        text: String,
    },
    /// Change the words of a comment.
    Edit {
        /// Which.
        comment: i64,
        /// What it shall say.
        text: String,
        /// `seen` of the thread.
        seen: i64,
    },
    /// Take a comment back.
    Delete {
        /// Which.
        comment: i64,
        /// `seen` of the thread.
        seen: i64,
    },
    /// Call it settled.
    Resolve,
    /// Take that back.
    Reopen,
}

/// What somebody does in a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Looks.
    Looking,
    /// Writes.
    Editing,
    /// Has closed it.
    Left,
}

/// Body of `POST /api/w/{ws}/map/{journey}/presence`, sent every ten seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PresenceBeat {
    /// Which tab, as it calls itself.
    pub tab: String,
    /// The cell that is open, `deliver.goal`.
    #[schema(required)]
    pub cell: Option<String>,
    /// What is done there.
    pub doing: Doing,
}

/// A tab that shows a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Present {
    /// Which tab.
    pub tab: String,
    /// The name that its person writes under.
    pub name: String,
    /// The cell that is open.
    #[schema(required)]
    pub cell: Option<String>,
    /// What is done there.
    pub doing: Doing,
}

/// A message of `GET /api/w/{ws}/map/{journey}/live`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum MapNews {
    /// Somebody wrote in a cell.
    Revision {
        /// As it is, or to be.
        side: Side,
        /// Which column.
        stage: String,
        /// Which row.
        lane: Lane,
        /// Its revision now.
        revision: u32,
        /// Who.
        by: String,
    },
    /// Somebody spoke about a cell.
    Comment {
        /// Which column.
        stage: String,
        /// Which row.
        lane: Lane,
        /// Which thread.
        thread: i64,
        /// Who.
        by: String,
    },
    /// Somebody ordered, hid or renamed lanes.
    Lanes,
    /// Somebody hid or showed columns.
    Columns,
    /// Somebody put labels right: what is made of them is to be asked for anew.
    Labels,
    /// Somebody changed the journey itself: its numbers are to be computed anew.
    Definition {
        /// Its version now.
        version: u32,
    },
    /// Who is there now.
    Presence {
        /// All of them.
        present: Vec<Present>,
    },
    /// The listener was too slow to be told everything: it should look at everything again.
    Missed,
}
