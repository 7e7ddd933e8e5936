//! That two customers are one, decided by people: who, when and why, and the way back.
//!
//! The lake keeps that they are one, which every answer follows; the store keeps the decision. The decision is written
//! first and carried out by its number, so that the next decision after a process was killed between ends what was begun, and
//! nothing is carried out twice.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use yeojido_domain::{Micros, PersonId};
use yeojido_lake::{Batch, Decision, IdentifierKind, Snapshot, Txn};
use yeojido_store::{Kept, Rekept};

use crate::rows::Rows;
use crate::team::{Actor, Deed, called};
use crate::{AppError, Workspace};

const SHELF: &str = "merge";
/// Longest reason and longest key, in characters.
const REASON_MAX: usize = 400;
const KEY_MAX: usize = 100;

/// Somebody taken for two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMerge {
    /// Who shall be somebody else: an id of ours, or a customer's id as a source gave it.
    pub customer: String,
    /// Who that is.
    pub into: String,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// The same key again changes nothing and gives the same answer.
    #[serde(default)]
    pub key: Option<String>,
}

/// A merge as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Merge {
    /// Which.
    pub id: i64,
    /// Who was taken for one of their own.
    pub customer: PersonId,
    /// What people call them.
    pub customer_label: String,
    /// Who they are.
    pub into: PersonId,
    /// What people call that one.
    pub into_label: String,
    /// Why.
    pub reason: Option<String>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Micros,
    /// Who undid it and when; `null` while it stands.
    pub undone: Option<Undone>,
}

/// That a merge was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Undone {
    /// By whom.
    pub by: String,
    /// When.
    pub at: Micros,
    /// Why.
    pub reason: Option<String>,
}

/// What the store keeps of it. Ids of ours only: what a source calls people stays in the restricted tables.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Note {
    customer: PersonId,
    into: PersonId,
    reason: Option<String>,
    key: Option<String>,
    undone: bool,
    undone_reason: Option<String>,
}

/// Takes two customers for one from now on.
///
/// # Errors
/// [`AppError::Invalid`] for somebody merged into themselves or twice; [`AppError::NotFound`]; [`AppError::Forbidden`];
/// [`AppError::Lake`]; [`AppError::Store`].
pub async fn merge(workspace: &Workspace, actor: &Actor, new: &NewMerge, now: Micros) -> Result<Merge, AppError> {
    actor.may(Deed::Identify)?;
    let _turn = workspace.identity.lock().await;
    let (reason, key) =
        (words("reason", new.reason.as_deref(), REASON_MAX)?, words("key", new.key.as_deref(), KEY_MAX)?);
    let known = all(workspace).await?;
    finish(workspace, &known).await?;
    let snapshot = workspace.lake.snapshot(None).await?;
    let (customer, into) = (find(&snapshot, &new.customer).await?, find(&snapshot, &new.into).await?);
    if let Some((kept, note)) = known.iter().find(|(_, note)| key.is_some() && note.key == key) {
        if (note.customer, note.into) != (customer, into) {
            return Err(AppError::invalid("key_taken", "key", "the key was given to another merge"));
        }
        return shown(workspace, kept.clone()).await;
    }
    if snapshot.who(into).await? == snapshot.who(customer).await? {
        return Err(AppError::invalid("same_person", "into", "they are the same person already"));
    }
    if snapshot.who(customer).await? != customer {
        let why = "this customer is somebody else already; undo that first, or merge whoever they are";
        return Err(AppError::invalid("already_merged", "customer", why));
    }
    let note = Note { customer, into, reason, key, undone: false, undone_reason: None };
    let kept = workspace.store.keep(SHELF, &json!(note), &actor.author(), now).await?;
    carry_out(workspace, kept.number, &note).await?;
    shown(workspace, kept).await
}

/// Takes them for two again. Merges of others with either of them stand.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] when it was undone before; as [`merge`].
pub async fn undo(
    workspace: &Workspace,
    actor: &Actor,
    id: i64,
    reason: Option<&str>,
    now: Micros,
) -> Result<Merge, AppError> {
    actor.may(Deed::Identify)?;
    let _turn = workspace.identity.lock().await;
    let missing = || AppError::NotFound { what: "merge", id: id.to_string() };
    let kept = workspace.store.kept(SHELF, id).await?.ok_or_else(missing)?;
    finish(workspace, &all(workspace).await?).await?;
    let mut note = read(&kept)?;
    if note.undone {
        return Err(AppError::invalid("already_undone", "id", "this merge was undone before"));
    }
    note.undone = true;
    note.undone_reason = words("reason", reason, REASON_MAX)?;
    let value = json!(note);
    match workspace.store.keep_anew(SHELF, id, kept.revision, Some(&value), &actor.author(), now).await? {
        Rekept::Saved(kept) => {
            carry_out(workspace, id, &note).await?;
            shown(workspace, kept).await
        }
        Rekept::Conflict(_) => Err(AppError::invalid("already_undone", "id", "this merge was undone before")),
        Rekept::Missing => Err(missing()),
    }
}

/// All merges, the newest first, those that were undone too.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Lake`]; [`AppError::Store`].
pub async fn merges(workspace: &Workspace, actor: &Actor) -> Result<Vec<Merge>, AppError> {
    actor.may(Deed::Identify)?;
    let rows = Rows::of(workspace, &workspace.lake.snapshot(None).await?).await?;
    let mut list: Vec<Merge> = all(workspace).await?.into_iter().map(|(kept, note)| told(&rows, &kept, note)).collect();
    list.reverse();
    Ok(list)
}

async fn all(workspace: &Workspace) -> Result<Vec<(Kept, Note)>, AppError> {
    let all = workspace.store.all_kept(SHELF).await?;
    all.into_iter().map(|kept| read(&kept).map(|note| (kept, note))).collect()
}

fn read(kept: &Kept) -> Result<Note, AppError> {
    serde_json::from_value(kept.value.clone().unwrap_or(Value::Null))
        .map_err(|why| AppError::Ended(format!("merge {} cannot be read: {why}", kept.number)))
}

async fn shown(workspace: &Workspace, kept: Kept) -> Result<Merge, AppError> {
    let rows = Rows::of(workspace, &workspace.lake.snapshot(None).await?).await?;
    let note = read(&kept)?;
    Ok(told(&rows, &kept, note))
}

fn told(rows: &Rows, kept: &Kept, note: Note) -> Merge {
    let undone = note.undone.then(|| Undone { by: called(&kept.by), at: kept.at, reason: note.undone_reason });
    Merge {
        id: kept.number,
        customer_label: rows.customer(note.customer).label,
        customer: note.customer,
        into_label: rows.customer(note.into).label,
        into: note.into,
        reason: note.reason,
        by: called(&kept.made_by),
        at: kept.made_at,
        undone,
    }
}

/// Carries out what a process that was killed had written down only. Every decision begins with this, so it can be the newest
/// one alone.
async fn finish(workspace: &Workspace, known: &[(Kept, Note)]) -> Result<(), AppError> {
    match known.iter().max_by_key(|(kept, _)| kept.at) {
        Some((kept, note)) => carry_out(workspace, kept.number, note).await,
        None => Ok(()),
    }
}

/// Writes it into the lake, once however often it is tried.
async fn carry_out(workspace: &Workspace, id: i64, note: &Note) -> Result<(), AppError> {
    let decision = Decision::Person { person: note.customer, is: (!note.undone).then_some(note.into) };
    let txn = Txn { app: format!("merge_{id}"), version: i64::from(note.undone) };
    workspace.lake.append(Batch { decisions: vec![decision], ..Batch::default() }, Some(txn)).await?;
    Ok(())
}

/// Whoever is meant: an id of ours, or what a source calls a customer.
async fn find(snapshot: &Snapshot, asked: &str) -> Result<PersonId, AppError> {
    let known = snapshot.identifiers().await?;
    let asked = asked.trim();
    if let Ok(person) = asked.parse::<PersonId>()
        && known.contains_key(&person)
    {
        return Ok(person);
    }
    // Whoever is somebody else has a name under both: their own stands first under them.
    let own = |names: &[(IdentifierKind, std::sync::Arc<str>)]| {
        names.first().is_some_and(|(kind, name)| *kind == IdentifierKind::Customer && name.as_ref() == asked)
    };
    let found = known.iter().find(|(_, names)| own(names)).map(|(person, _)| *person);
    found.ok_or_else(|| AppError::NotFound { what: "customer", id: asked.to_owned() })
}

fn words(field: &'static str, text: Option<&str>, most: usize) -> Result<Option<String>, AppError> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    if text.is_some_and(|text| text.chars().count() > most) {
        return Err(AppError::invalid("too_long", field, format!("{field}: at most {most} characters")));
    }
    Ok(text.map(str::to_owned))
}
