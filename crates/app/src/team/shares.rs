//! Links that open one map to whoever holds them: made, listed, revoked; and the door that they lead to.
//!
//! A token is 256 random bits and is shown once; only its hash is kept. A link that is expired, revoked or unknown opens
//! nothing and does not say which, so that trying tokens tells nothing. A password is checked with Argon2id, few times a
//! minute; whoever knew it gets a pass, bound to link and password, that ends by itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::SaltString;
use argon2::{Argon2, PasswordHash, PasswordHasher as _, PasswordVerifier as _};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use yeojido_domain::{Filter, JourneyId, Micros, Period, Side, Span, WorkspaceName, Zone};
use yeojido_store::{NewShare, ShareRow};

use super::access::{Actor, Deed, Visit, shown};
use super::written::definition;
use crate::map::Question;
use crate::{AppError, DataFolder, Workspace};

/// How long a pass is good for.
const PASS: Span = Span(12 * 3_600_000_000);
/// Wrong passwords that a link bears in a minute.
const TRIES: u32 = 5;
const MINUTE: Span = Span(60_000_000);
/// Shortest and longest password, in characters.
const PASSWORD: std::ops::RangeInclusive<usize> = 8..=200;

/// What a link opens beside the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opens {
    /// Nothing: no words of customers, no rows behind a number.
    Numbers,
    /// Words of customers with everything masked that tells who spoke.
    Quotes,
}

impl Opens {
    const fn word(self) -> &'static str {
        match self {
            Self::Numbers => "numbers",
            Self::Quotes => "quotes",
        }
    }
}

/// Which map a link opens: nothing in an address can widen it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// Which side of it.
    #[serde(default)]
    pub side: Side,
    /// First day.
    pub from: Option<Date>,
    /// Last day, which belongs to the period.
    pub to: Option<Date>,
    /// Whose days.
    pub zone: Zone,
    /// For whom.
    #[serde(default)]
    pub filter: Filter,
}

impl Scope {
    fn question(&self, journey: JourneyId) -> Question {
        let period = Period { from: self.from, to: self.to, zone: self.zone.clone() };
        Question { journey, version: None, lake_version: None, period, filter: self.filter.clone() }
    }
}

/// A link to be made.
#[derive(Debug, Clone)]
pub struct NewShareLink {
    /// Whose map.
    pub journey: JourneyId,
    /// What of it.
    pub scope: Scope,
    /// What it opens.
    pub opens: Opens,
    /// Whether pages of others may show it in a frame.
    pub embed: bool,
    /// A word to be asked for.
    pub password: Option<String>,
    /// From when on it opens nothing.
    pub expires_at: Option<Micros>,
}

/// A link, as the list shows it. Its token is not there: it was shown once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareLink {
    /// Which.
    pub id: i64,
    /// Whose map.
    pub journey: JourneyId,
    /// What of it.
    pub scope: Scope,
    /// What it opens.
    pub opens: Opens,
    /// Whether pages of others may show it in a frame.
    pub embed: bool,
    /// Whether it asks for a password.
    pub password: bool,
    /// From when on it opens nothing.
    pub expires_at: Option<Micros>,
    /// When it was made.
    pub at: Micros,
    /// By whom.
    pub by: String,
    /// When it was closed.
    pub revoked_at: Option<Micros>,
    /// Whether it opens now.
    pub open: bool,
}

/// The links to a map, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareList {
    /// All of them, closed ones too.
    pub shares: Vec<ShareLink>,
}

/// A link that was just made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareMade {
    /// What opens it; never shown again.
    pub token: String,
    /// The link.
    pub share: ShareLink,
}

/// What somebody at the door may know before they are in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareDoor {
    /// Whether it asks for a password.
    pub password: bool,
    /// Whether pages of others may show it in a frame.
    pub embed: bool,
    /// What it opens.
    pub opens: Opens,
    /// Which side of the map it opens.
    pub side: Side,
    /// From when on it opens nothing.
    pub expires_at: Option<Micros>,
}

/// What lets somebody who knew the password in again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pass {
    /// To be shown at every question.
    pub pass: String,
    /// Until when it is good.
    pub until: Micros,
}

/// Wrong passwords by link, since when.
#[derive(Default)]
pub(crate) struct Tried(Mutex<HashMap<i64, (u32, Micros)>>);

impl Tried {
    /// Counts a try before it is made, so that many at once do not slip through.
    fn count(&self, share: i64, now: Micros) -> Result<(), AppError> {
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tried.retain(|_, (_, since)| now.since(*since) < MINUTE);
        let (times, _) = tried.entry(share).or_insert((0, now));
        if *times >= TRIES {
            return Err(AppError::TooOften);
        }
        *times += 1;
        Ok(())
    }

    fn forget(&self, share: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&share);
    }
}

fn hash(token: &str) -> String {
    blake3::hash(token.as_bytes()).to_hex().to_string()
}

fn opens(row: &ShareRow) -> Opens {
    if row.made.opens == Opens::Quotes.word() { Opens::Quotes } else { Opens::Numbers }
}

fn scope(row: &ShareRow) -> Result<Scope, AppError> {
    serde_json::from_value(row.made.scope.clone()).map_err(|why| AppError::Ended(format!("a link's scope: {why}")))
}

fn is_open(row: &ShareRow, now: Micros) -> bool {
    row.revoked_at.is_none() && row.made.expires_at.is_none_or(|until| now < until)
}

fn link(row: ShareRow, now: Micros) -> Result<ShareLink, AppError> {
    Ok(ShareLink {
        id: row.number,
        scope: scope(&row)?,
        opens: opens(&row),
        open: is_open(&row, now),
        by: shown(&row.by),
        at: row.at,
        revoked_at: row.revoked_at,
        journey: row.made.journey,
        embed: row.made.embed,
        password: row.made.password_hash.is_some(),
        expires_at: row.made.expires_at,
    })
}

/// Makes a link to a map.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Invalid`] for a weak password or an end that has passed;
/// [`AppError::NotFound`]; [`AppError::Store`].
pub async fn make_share(
    folder: &DataFolder,
    workspace: &Workspace,
    actor: &Actor,
    new: NewShareLink,
    now: Micros,
) -> Result<ShareMade, AppError> {
    actor.may(Deed::Share(&new.journey))?;
    definition(workspace, &new.journey).await?;
    if new.expires_at.is_some_and(|until| until <= now) {
        return Err(AppError::invalid("bad_time", "expires_at", "the link would have ended already"));
    }
    let password_hash = match new.password {
        Some(password) => Some(tokio::task::spawn_blocking(move || locked(&password)).await??),
        None => None,
    };
    let token = blake3::Hash::from_bytes(rand::random()).to_hex().to_string();
    let row = NewShare {
        token_hash: hash(&token),
        workspace: workspace.name.clone(),
        journey: new.journey,
        scope: serde_json::to_value(&new.scope).map_err(|why| AppError::Ended(why.to_string()))?,
        opens: new.opens.word().to_owned(),
        embed: new.embed,
        password_hash,
        expires_at: new.expires_at,
    };
    let made = folder.server().add_share(&row, &actor.author(), now).await?;
    Ok(ShareMade { token, share: link(made, now)? })
}

/// The hash of a new password.
fn locked(password: &str) -> Result<String, AppError> {
    if !PASSWORD.contains(&password.chars().count()) {
        return Err(AppError::invalid("bad_password", "password", "a password has 8 to 200 characters"));
    }
    let failed = |why: argon2::password_hash::Error| AppError::Ended(format!("the password could not be kept: {why}"));
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).map_err(failed)?;
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt).map_err(failed)?.to_string())
}

/// The links to a map.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn shares(
    folder: &DataFolder,
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    now: Micros,
) -> Result<ShareList, AppError> {
    actor.may(Deed::Share(journey))?;
    let rows = folder.server().shares(&workspace.name, journey).await?;
    Ok(ShareList { shares: rows.into_iter().map(|row| link(row, now)).collect::<Result<_, _>>()? })
}

/// Closes a link for good.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::NotFound`] for one that is not there or closed already; [`AppError::Store`].
pub async fn revoke_share(
    folder: &DataFolder,
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    id: i64,
    now: Micros,
) -> Result<(), AppError> {
    actor.may(Deed::Share(journey))?;
    let known = folder.server().shares(&workspace.name, journey).await?.iter().any(|row| row.number == id);
    if known && folder.server().revoke_share(&workspace.name, id, &actor.author(), now).await? {
        return Ok(());
    }
    Err(AppError::NotFound { what: "share", id: id.to_string() })
}

/// The link of a token, if it opens.
async fn open(folder: &DataFolder, token: &str, now: Micros) -> Result<ShareRow, AppError> {
    let found = folder.server().share(&hash(token)).await?.filter(|row| is_open(row, now));
    // The token itself is told to nobody, not even to who reads logs.
    found.ok_or_else(|| AppError::NotFound { what: "share", id: String::new() })
}

/// What a link's page says before anybody is in.
///
/// # Errors
/// [`AppError::NotFound`] for a link that opens nothing; [`AppError::Store`].
pub async fn knock(folder: &DataFolder, token: &str, now: Micros) -> Result<ShareDoor, AppError> {
    let row = open(folder, token, now).await?;
    Ok(ShareDoor {
        password: row.made.password_hash.is_some(),
        embed: row.made.embed,
        opens: opens(&row),
        side: scope(&row)?.side,
        expires_at: row.made.expires_at,
    })
}

/// Whether pages of others may show a link in a frame.
pub async fn embeddable(folder: &DataFolder, token: &str, now: Micros) -> bool {
    open(folder, token, now).await.is_ok_and(|row| row.made.embed)
}

/// Gives a pass to whoever knows the password.
///
/// # Errors
/// [`AppError::Closed`] for a wrong one; [`AppError::TooOften`]; [`AppError::NotFound`]; [`AppError::Store`].
pub async fn enter(folder: &DataFolder, token: &str, password: &str, now: Micros) -> Result<Pass, AppError> {
    let row = open(folder, token, now).await?;
    let until = now.plus(PASS);
    if let Some(kept) = row.made.password_hash.clone() {
        folder.tried.count(row.number, now)?;
        let given = password.to_owned();
        let right = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&kept)
                .is_ok_and(|kept| Argon2::default().verify_password(given.as_bytes(), &kept).is_ok())
        })
        .await?;
        if !right {
            return Err(AppError::Closed { wrong: true });
        }
        folder.tried.forget(row.number);
    }
    Ok(Pass { pass: format!("{}.{}", until.0, seal(folder, &row, until).to_hex()), until })
}

/// Binds a pass to the link, its password, its end, and this process.
fn seal(folder: &DataFolder, row: &ShareRow, until: Micros) -> blake3::Hash {
    let key = blake3::derive_key("yeojido pass of a share link 2026", folder.token().as_bytes());
    let password = row.made.password_hash.as_deref().unwrap_or_default();
    blake3::keyed_hash(&key, format!("{} {} {password}", row.made.token_hash, until.0).as_bytes())
}

fn holds(folder: &DataFolder, row: &ShareRow, pass: &str, now: Micros) -> bool {
    let Some((until, given)) = pass.split_once('.') else { return false };
    let (Ok(until), Ok(given)) = (until.parse(), blake3::Hash::from_hex(given)) else { return false };
    let until = Micros(until);
    // Hashes compare in constant time.
    now < until && seal(folder, row, until) == given
}

/// Whoever holds a link, once they are in.
pub(super) async fn visitor(
    folder: &DataFolder,
    token: &str,
    pass: Option<&str>,
    now: Micros,
) -> Result<(Actor, Arc<Workspace>, Question), AppError> {
    let row = open(folder, token, now).await?;
    if row.made.password_hash.is_some() && !pass.is_some_and(|pass| holds(folder, &row, pass, now)) {
        return Err(AppError::Closed { wrong: false });
    }
    let name: &WorkspaceName = &row.made.workspace;
    let scope = scope(&row)?;
    let question = scope.question(row.made.journey.clone());
    let words = opens(&row) == Opens::Quotes;
    let visit = Visit { share: row.number, journey: row.made.journey.clone(), side: scope.side, words };
    let actor = Actor::visitor(visit);
    Ok((actor, folder.workspace(name).await?, question))
}
