//! Conversations about cells: threads of comments, with every act on them kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use yeojido_domain::{JourneyId, Lane, Micros, StageId};
use yeojido_store::{Act, ActKind, NewAct};

use super::access::{Actor, Deed, shown};
use super::live::Happened;
use super::written::definition;
use crate::{AppError, Workspace};

/// Longest comment, in characters.
const TEXT_MAX: usize = 2_000;

/// An earlier wording of a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommentVersion {
    /// What it said.
    pub text: String,
    /// Since when.
    pub at: Micros,
    /// Who worded it so.
    pub by: String,
}

/// A comment as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comment {
    /// Which.
    pub id: i64,
    /// What it says; `null` when it was taken back.
    pub text: Option<String>,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Micros,
    /// When it was changed last.
    pub edited_at: Option<Micros>,
    /// Who changed it last.
    pub edited_by: Option<String>,
    /// Names it calls on, as they are known in the workspace.
    pub mentions: Vec<String>,
    /// What it said before, the oldest first.
    pub earlier: Vec<CommentVersion>,
}

/// Settled or reopened, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// Settled, or open again.
    pub resolved: bool,
    /// Who.
    pub by: String,
    /// When.
    pub at: Micros,
}

/// A thread as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thread {
    /// Which; the id of its first comment.
    pub id: i64,
    /// The column it is about.
    pub stage: StageId,
    /// The row it is about.
    pub lane: Lane,
    /// Whether it is settled.
    pub resolved: bool,
    /// Every time that it was settled or reopened, the oldest first.
    pub settled: Vec<Settled>,
    /// In order.
    pub comments: Vec<Comment>,
    /// Its newest act: who acts on the thread says that they saw it.
    pub seen: i64,
}

/// All that is said about a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conversation {
    /// In the order they were begun.
    pub threads: Vec<Thread>,
    /// Names that can be called on.
    pub names: Vec<String>,
}

/// A thread to be begun.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NewComment {
    /// The column it is about.
    pub stage: StageId,
    /// The row it is about.
    pub lane: Lane,
    /// What it says.
    pub text: String,
}

/// What to do in a thread.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act")]
pub enum Reply {
    /// Answer.
    Answer {
        /// What it says.
        text: String,
    },
    /// Change the words of a comment; one that was taken back comes back with them.
    Edit {
        /// Which.
        comment: i64,
        /// What it shall say.
        text: String,
        /// The newest act that the editor saw.
        seen: i64,
    },
    /// Take a comment back; its words stay in its history.
    Delete {
        /// Which.
        comment: i64,
        /// The newest act that was seen.
        seen: i64,
    },
    /// Call it settled.
    Resolve,
    /// Take that back.
    Reopen,
}

/// All that is said about a map.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn conversation(workspace: &Workspace, actor: &Actor, journey: &JourneyId) -> Result<Conversation, AppError> {
    actor.may(Deed::Comment(journey))?;
    let names = workspace.store.names().await?;
    let acts = workspace.store.comment_acts(journey).await?;
    Ok(Conversation { threads: fold(acts, &names), names })
}

/// Begins a thread about a cell.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Invalid`]; [`AppError::NotFound`]; [`AppError::Store`].
pub async fn comment(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    new: NewComment,
    now: Micros,
) -> Result<Thread, AppError> {
    actor.may(Deed::Comment(journey))?;
    if !definition(workspace, journey).await?.stages.iter().any(|stage| stage.id == new.stage) {
        return Err(AppError::NotFound { what: "stage", id: new.stage.to_string() });
    }
    let text = Some(words(&new.text)?);
    let act = NewAct { stage: new.stage, lane: new.lane, thread: None, about: None, kind: ActKind::Write, text };
    add(workspace, actor, journey, &act, None, now).await
}

/// Answers in a thread, changes or takes back a comment of it, settles or reopens it.
///
/// # Errors
/// [`AppError::Overtaken`] when the thread has moved on since an editor looked; [`AppError::Forbidden`];
/// [`AppError::Invalid`]; [`AppError::NotFound`]; [`AppError::Store`].
pub async fn reply(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    thread: i64,
    reply: Reply,
    now: Micros,
) -> Result<Thread, AppError> {
    actor.may(Deed::Comment(journey))?;
    let found = found(workspace, journey, thread).await?;
    let missing = |comment: i64| AppError::NotFound { what: "comment", id: comment.to_string() };
    let one = |comment: i64| found.comments.iter().find(|one| one.id == comment).ok_or_else(|| missing(comment));
    let (kind, about, text, seen) = match reply {
        Reply::Answer { text } => (ActKind::Write, None, Some(words(&text)?), None),
        Reply::Edit { comment, text, seen } => (ActKind::Edit, Some(one(comment)?.id), Some(words(&text)?), Some(seen)),
        Reply::Delete { comment, .. } if one(comment)?.text.is_none() => return Err(missing(comment)),
        Reply::Delete { comment, seen } => (ActKind::Delete, Some(comment), None, Some(seen)),
        // Settled already, or open already: it is as was wished.
        Reply::Resolve if found.resolved => return Ok(found),
        Reply::Reopen if !found.resolved => return Ok(found),
        Reply::Resolve => (ActKind::Resolve, None, None, Some(found.seen)),
        Reply::Reopen => (ActKind::Reopen, None, None, Some(found.seen)),
    };
    let act = NewAct { stage: found.stage, lane: found.lane, thread: Some(thread), about, kind, text };
    add(workspace, actor, journey, &act, seen, now).await
}

async fn add(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    new: &NewAct,
    seen: Option<i64>,
    now: Micros,
) -> Result<Thread, AppError> {
    let Some(act) = workspace.store.add_comment_act(journey, new, seen, &actor.author(), now).await? else {
        let mine = new.text.clone().unwrap_or_default();
        let params = BTreeMap::from([("mine".to_owned(), mine)]);
        return Err(AppError::Overtaken { what: "thread", newest: 0, params });
    };
    let thread = act.thread.unwrap_or(act.number);
    let by = actor.shown().to_owned();
    workspace.live.tell(journey, Happened::Comment { stage: act.stage, lane: act.lane, thread, by });
    found(workspace, journey, thread).await
}

async fn found(workspace: &Workspace, journey: &JourneyId, thread: i64) -> Result<Thread, AppError> {
    let names = workspace.store.names().await?;
    let acts = workspace.store.comment_acts(journey).await?;
    let missing = || AppError::NotFound { what: "thread", id: thread.to_string() };
    fold(acts, &names).into_iter().find(|one| one.id == thread).ok_or_else(missing)
}

fn words(text: &str) -> Result<String, AppError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > TEXT_MAX {
        let why = format!("a comment has 1 to {TEXT_MAX} characters");
        return Err(AppError::invalid("bad_comment", "text", why));
    }
    Ok(text.to_owned())
}

/// The names that a text calls on. Of two that begin alike the longer one is meant: `@김마루한` is not `@김마루`.
fn mentions(text: &str, names: &[String]) -> Vec<String> {
    let mut called: Vec<String> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let after = &text[at + 1..];
        let longest = names.iter().filter(|name| after.starts_with(name.as_str())).max_by_key(|name| name.len());
        called.extend(longest.filter(|name| !called.contains(name)).cloned());
    }
    called
}

/// From acts in order to threads as they stand.
fn fold(acts: Vec<Act>, names: &[String]) -> Vec<Thread> {
    let mut threads: Vec<Thread> = Vec::new();
    let mut place: BTreeMap<i64, usize> = BTreeMap::new();
    for act in acts {
        let id = act.thread.unwrap_or(act.number);
        if act.thread.is_none() {
            place.insert(id, threads.len());
            threads.push(Thread {
                id,
                stage: act.stage.clone(),
                lane: act.lane,
                resolved: false,
                settled: Vec::new(),
                comments: Vec::new(),
                seen: id,
            });
        }
        if let Some(thread) = place.get(&id).and_then(|&at| threads.get_mut(at)) {
            thread.seen = act.number;
            thread.take(act, names);
        }
    }
    threads
}

impl Thread {
    fn take(&mut self, act: Act, names: &[String]) {
        let by = shown(&act.by);
        match act.kind {
            ActKind::Write => {
                let text = act.text.unwrap_or_default();
                self.comments.push(Comment {
                    id: act.number,
                    mentions: mentions(&text, names),
                    text: Some(text),
                    by,
                    at: act.at,
                    edited_at: None,
                    edited_by: None,
                    earlier: Vec::new(),
                });
            }
            ActKind::Edit | ActKind::Delete => {
                let Some(comment) = self.comments.iter_mut().find(|one| Some(one.id) == act.about) else { return };
                if let Some(text) = comment.text.take() {
                    let at = comment.edited_at.unwrap_or(comment.at);
                    let by = comment.edited_by.clone().unwrap_or_else(|| comment.by.clone());
                    comment.earlier.push(CommentVersion { text, at, by });
                }
                comment.mentions = act.text.as_deref().map(|text| mentions(text, names)).unwrap_or_default();
                comment.text = act.text;
                comment.edited_at = Some(act.at);
                comment.edited_by = Some(by);
            }
            ActKind::Resolve | ActKind::Reopen => {
                self.resolved = act.kind == ActKind::Resolve;
                self.settled.push(Settled { resolved: self.resolved, by, at: act.at });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_that_fits_is_called_on() {
        let names = ["김마루".to_owned(), "김마루한".to_owned(), "Lee".to_owned()];
        assert_eq!(mentions("@김마루한 님, @Lee와 @Lee @모르는이", &names), ["김마루한", "Lee"]);
        assert_eq!(mentions("김마루", &names), Vec::<String>::new());
    }
}
