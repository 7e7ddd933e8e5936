//! What a workspace hides in words that go to others or into an index: what the program knows by itself, and the
//! workspace's own order numbers, by a rule that people write.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};
use yeojido_domain::{JourneyMap, Micros, VoiceKey};
use yeojido_text::Masker;

use crate::rows::Rows;
use crate::team::{Actor, Deed};
use crate::{AppError, Workspace};

/// Where the rule is kept.
const KEPT: &str = "masking";
/// Order numbers that are shown because the rule does not fit them.
const SHOWN: usize = 5;

/// The rule, and how it fits the order numbers that voices and events name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Masking {
    /// A regular expression; none when order numbers are not hidden.
    pub orders: Option<String>,
    /// Order numbers that the workspace knows, each once.
    pub known: u64,
    /// Of them, those that the rule hides whole.
    pub hidden: u64,
    /// Some of those that it does not, in order of letters.
    pub missed: Vec<String>,
}

/// What hides words of this workspace.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Ended`] when the kept rule cannot be read, so that nothing leaves unmasked.
pub async fn masker(workspace: &Workspace) -> Result<Masker, AppError> {
    built(rule(workspace).await?.as_deref()).map_err(|why| AppError::Ended(why.to_string()))
}

/// The rule for order numbers, if there is one.
pub(crate) async fn rule(workspace: &Workspace) -> Result<Option<String>, AppError> {
    let kept = workspace.store.setting(KEPT).await?.unwrap_or_default();
    Ok(kept.get("orders").and_then(Value::as_str).map(str::to_owned))
}

fn built(rule: Option<&str>) -> Result<Masker, yeojido_text::BadRule> {
    rule.map_or_else(|| Ok(Masker::new()), Masker::with_orders)
}

/// The rule as it stands.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Store`].
pub async fn masking(workspace: &Workspace) -> Result<Masking, AppError> {
    let orders = rule(workspace).await?;
    fits(workspace, orders).await
}

/// How a rule would fit, without keeping it; nothing typed is no rule.
///
/// # Errors
/// [`AppError::Invalid`] for a rule that is no regular expression; [`AppError::Lake`].
pub async fn try_rule(workspace: &Workspace, typed: &str) -> Result<Masking, AppError> {
    fits(workspace, checked(typed)?).await
}

/// Keeps a rule; nothing typed takes it away. The index of words follows by itself.
///
/// # Errors
/// As [`try_rule`]; [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn put_rule(workspace: &Workspace, typed: &str, actor: &Actor, now: Micros) -> Result<Masking, AppError> {
    actor.may(Deed::Arrange)?;
    let orders = checked(typed)?;
    workspace.store.put_setting(KEPT, &json!({ "orders": orders }), &actor.author().id, now).await?;
    fits(workspace, orders).await
}

/// Hides in a map's words of customers what tells who spoke: for links, and for files that go to others.
///
/// # Errors
/// As [`masker`]; [`AppError::Lake`].
pub async fn mask_words(workspace: &Workspace, map: &mut JourneyMap) -> Result<(), AppError> {
    let masker = masker(workspace).await?;
    let texts = workspace.lake.snapshot(Some(map.lake_version)).await?.texts().await?;
    let hide = |voice: VoiceKey, part: &mut String| {
        *part = hidden(&masker, texts.get(&voice).map(AsRef::as_ref), part);
    };
    for stage in &mut map.stages {
        for quote in stage.thoughts.iter_mut().chain(&mut stage.requests) {
            hide(quote.voice_id, &mut quote.text);
        }
        for side in stage.topics.iter_mut().flat_map(|told| [&mut told.glad, &mut told.unhappy]) {
            let Some(quote) = &mut side.quote else {
                (side.cause, side.consequence) = (None, None);
                continue;
            };
            for part in side.cause.iter_mut().chain(&mut side.consequence).chain([&mut quote.text]) {
                hide(quote.voice_id, part);
            }
        }
    }
    Ok(())
}

/// A part of what somebody said, masked by what stands around it too: a name may be known by the words before it.
fn hidden(masker: &Masker, whole: Option<&str>, part: &str) -> String {
    let around = whole.and_then(|whole| Some((whole, whole.find(part)?)));
    let cut = around.map(|(whole, at)| {
        let before = whole[..at].chars().count();
        masker.mask(whole).text.chars().skip(before).take(part.chars().count()).collect::<String>()
    });
    masker.mask(cut.as_deref().unwrap_or(part)).text
}

fn checked(typed: &str) -> Result<Option<String>, AppError> {
    let typed = Some(typed.trim()).filter(|rule| !rule.is_empty());
    let bad = |why: String| AppError::invalid("bad_rule", "orders", why);
    let masker = built(typed).map_err(|why| bad(why.to_string()))?;
    // A rule for everything would leave nothing to read.
    if typed.is_some() && !masker.mask("그리고").found.is_empty() {
        return Err(bad("the rule for order numbers fits ordinary words".to_owned()));
    }
    Ok(typed.map(str::to_owned))
}

async fn fits(workspace: &Workspace, orders: Option<String>) -> Result<Masking, AppError> {
    let rows = Rows::of(workspace, &workspace.lake.snapshot(None).await?).await?;
    let masker = built(orders.as_deref()).map_err(|why| AppError::Ended(why.to_string()))?;
    let work = move || {
        let of_voices = rows.voices().iter().filter_map(|voice| voice.order.as_deref());
        let known: BTreeSet<&str> = of_voices.chain(rows.events().order.values.iter().map(AsRef::as_ref)).collect();
        let missed: Vec<_> = known.iter().filter(|number| !masker.hides_order(number)).collect();
        Masking {
            hidden: (known.len() - missed.len()) as u64,
            known: known.len() as u64,
            missed: missed.into_iter().take(SHOWN).map(|number| number.to_string()).collect(),
            orders,
        }
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_masked_by_what_stands_around_it() {
        let masker = Masker::new();
        let whole = "성함: 김서율\n배송이 늦어요";
        assert_eq!(hidden(&masker, Some(whole), "김서율\n배송이 늦어요"), "●●●\n배송이 늦어요");
        assert_eq!(hidden(&masker, None, "010-2241-9938로 주세요"), "●●●●●●●●●●●●●로 주세요");
    }

    #[test]
    fn a_rule_that_cannot_be_read_or_hides_everything_is_refused() {
        for typed in ["AB-[", ".*", "[가-힣]+"] {
            assert!(matches!(checked(typed), Err(AppError::Invalid { code: "bad_rule", .. })), "{typed}");
        }
        assert_eq!(checked("  ").expect("no rule"), None);
        assert_eq!(checked(r" AB-\d{6} ").expect("a rule").as_deref(), Some(r"AB-\d{6}"));
    }
}
