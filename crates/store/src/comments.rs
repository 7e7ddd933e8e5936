//! What people say about cells of a map, as acts that are only ever added: writing, editing, taking back, resolving,
//! reopening. What a thread looks like now is read from its acts, so its whole history is there by itself.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use yeojido_domain::{JourneyId, Lane, Micros, StageId};

use crate::rows::act;
use crate::written::Author;
use crate::{Store, StoreError, link};

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActKind {
    /// Wrote a comment: the first of a thread, or an answer in it.
    Write,
    /// Changed the words of a comment.
    Edit,
    /// Took a comment back.
    Delete,
    /// Called a thread settled.
    Resolve,
    /// Took that back.
    Reopen,
}

impl ActKind {
    const ALL: [Self; 5] = [Self::Write, Self::Edit, Self::Delete, Self::Resolve, Self::Reopen];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Edit => "edit",
            Self::Delete => "delete",
            Self::Resolve => "resolve",
            Self::Reopen => "reopen",
        }
    }
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Grows with every act; a comment is known by the number of the act that wrote it.
    pub number: i64,
    /// The column it is about.
    pub stage: StageId,
    /// The row it is about.
    pub lane: Lane,
    /// The first comment of its thread; `None` for that comment itself.
    pub thread: Option<i64>,
    /// The comment that is edited or taken back.
    pub about: Option<i64>,
    /// What was done.
    pub kind: ActKind,
    /// The words, where there are any.
    pub text: Option<String>,
    /// When.
    pub at: Micros,
    /// Who.
    pub by: Author,
}

/// An act to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAct {
    /// The column it is about.
    pub stage: StageId,
    /// The row it is about.
    pub lane: Lane,
    /// The first comment of its thread; `None` begins one.
    pub thread: Option<i64>,
    /// The comment that is edited or taken back.
    pub about: Option<i64>,
    /// What is done.
    pub kind: ActKind,
    /// The words.
    pub text: Option<String>,
}

fn stored(row: act::Model) -> Result<Act, StoreError> {
    let broken = |why: String| StoreError::Broken { table: "comment_act", id: row.number.to_string(), why };
    let kind = ActKind::ALL.into_iter().find(|kind| kind.as_str() == row.act);
    Ok(Act {
        number: row.number,
        stage: row.stage.parse().map_err(|why: yeojido_domain::BadId| broken(why.to_string()))?,
        lane: row.lane.parse().map_err(|why: yeojido_domain::BadId| broken(why.to_string()))?,
        kind: kind.ok_or_else(|| broken(format!("`{}` is no act", row.act)))?,
        thread: row.thread,
        about: row.about,
        text: row.text,
        at: Micros(row.at),
        by: Author { id: row.by, name: row.name },
    })
}

impl Store {
    /// Writes an act down, if the newest act of its thread is still the one that its author saw (`seen`; `None` does not
    /// ask). Answers the act, or `None` when the thread has moved on.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn add_comment_act(
        &self,
        journey: &JourneyId,
        new: &NewAct,
        seen: Option<i64>,
        by: &Author,
        at: Micros,
    ) -> Result<Option<Act>, StoreError> {
        let write = link::begin(&self.db).await?;
        if let (Some(thread), Some(seen)) = (new.thread, seen) {
            // Locking the thread's first row makes two who act on it at once follow one another.
            let first = act::Entity::find_by_id(thread).lock_exclusive();
            if first.one(&write).await?.is_none() {
                return Ok(None);
            }
            let newest: Option<Option<i64>> = act::Entity::find()
                .select_only()
                .column_as(act::Column::Number.max(), "newest")
                .filter(act::Column::Thread.eq(thread))
                .into_tuple()
                .one(&write)
                .await?;
            if newest.flatten().unwrap_or(thread) != seen {
                return Ok(None);
            }
        }
        let row = act::ActiveModel {
            number: NotSet,
            journey: Set(journey.to_string()),
            stage: Set(new.stage.to_string()),
            lane: Set(new.lane.to_string()),
            thread: Set(new.thread),
            about: Set(new.about),
            act: Set(new.kind.as_str().to_owned()),
            text: Set(new.text.clone()),
            at: Set(at.0),
            by: Set(by.id.clone()),
            name: Set(by.name.clone()),
        };
        let made = act::Entity::insert(row).exec_with_returning(&write).await?;
        write.commit().await?;
        stored(made).map(Some)
    }

    /// All acts on a journey's map, the oldest first.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when one cannot be read, [`StoreError::Database`] otherwise.
    pub async fn comment_acts(&self, journey: &JourneyId) -> Result<Vec<Act>, StoreError> {
        let rows = act::Entity::find()
            .filter(act::Column::Journey.eq(journey.as_str()))
            .order_by_asc(act::Column::Number)
            .all(&self.db)
            .await?;
        rows.into_iter().map(stored).collect()
    }

    /// The names that people have written under in this workspace, each once, in the order of the alphabet.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn names(&self) -> Result<Vec<String>, StoreError> {
        let acts: Vec<Option<String>> =
            act::Entity::find().select_only().column(act::Column::Name).distinct().into_tuple().all(&self.db).await?;
        let revisions: Vec<Option<String>> = crate::rows::revision::Entity::find()
            .select_only()
            .column(crate::rows::revision::Column::Name)
            .distinct()
            .into_tuple()
            .all(&self.db)
            .await?;
        let names: std::collections::BTreeSet<String> = acts.into_iter().chain(revisions).flatten().collect();
        Ok(names.into_iter().collect())
    }
}
