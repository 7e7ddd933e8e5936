//! What was used of the model, day by day in the workspace's zone, for the budget and for whoever pays.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use yeojido_domain::Micros;
use yeojido_llm::Spent;
use yeojido_store::LOCAL_OWNER;

use super::settings::Settings;
use crate::{AppError, Workspace};

/// Where it is kept.
const KEPT: &str = "machine.usage";
/// Days that are kept: more than any month has.
const DAYS: usize = 62;

/// What was used in a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UsedIn {
    /// Requests.
    pub calls: u64,
    /// Tokens of questions.
    pub tokens_in: u64,
    /// Tokens of answers.
    pub tokens_out: u64,
}

impl UsedIn {
    const fn tokens(self) -> u64 {
        self.tokens_in.saturating_add(self.tokens_out)
    }

    const fn with(self, other: Self) -> Self {
        Self {
            calls: self.calls.saturating_add(other.calls),
            tokens_in: self.tokens_in.saturating_add(other.tokens_in),
            tokens_out: self.tokens_out.saturating_add(other.tokens_out),
        }
    }
}

/// What was used today and this month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Used {
    /// Since midnight.
    pub day: UsedIn,
    /// Since the first.
    pub month: UsedIn,
}

impl Used {
    /// Whether `more` tokens fit into the budget.
    ///
    /// # Errors
    /// [`AppError::Spent`] naming the limit that they go beyond.
    pub(super) fn allows(self, more: u64, settings: &Settings) -> Result<(), AppError> {
        let limits =
            [("day", self.day.tokens(), settings.day_tokens), ("month", self.month.tokens(), settings.month_tokens)];
        match limits.into_iter().find(|(_, used, limit)| used.saturating_add(more) > *limit) {
            Some((per, used, limit)) => Err(AppError::Spent { per, used, limit, needed: more }),
            None => Ok(()),
        }
    }
}

async fn days(workspace: &Workspace) -> Result<BTreeMap<Date, UsedIn>, AppError> {
    let Some(kept) = workspace.store.setting(KEPT).await? else { return Ok(BTreeMap::new()) };
    serde_json::from_value(kept).map_err(|why| AppError::Ended(format!("what was used cannot be read: {why}")))
}

/// What was used until now.
pub(super) async fn used(workspace: &Workspace, now: Micros) -> Result<Used, AppError> {
    let today = now.day(&workspace.zone);
    let days = days(workspace).await?;
    let month = days.range(today.first_of_month()..=today).fold(UsedIn::default(), |sum, (_, day)| sum.with(*day));
    Ok(Used { day: days.get(&today).copied().unwrap_or_default(), month })
}

/// Writes down what was used, whatever came of it. The caller holds the turn, so nobody else writes meanwhile.
pub(super) async fn count(workspace: &Workspace, spent: Spent, now: Micros) -> Result<(), AppError> {
    let mut days = days(workspace).await?;
    let new = UsedIn { calls: spent.calls, tokens_in: spent.tokens_in, tokens_out: spent.tokens_out };
    let day = days.entry(now.day(&workspace.zone)).or_default();
    *day = day.with(new);
    while days.len() > DAYS {
        days.pop_first();
    }
    let value = serde_json::to_value(&days).map_err(|why| AppError::Ended(why.to_string()))?;
    Ok(workspace.store.put_setting(KEPT, &value, LOCAL_OWNER, now).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_may_go_beyond_a_limit_is_not_asked() {
        let of = |tokens_in| UsedIn { calls: 1, tokens_in, tokens_out: 0 };
        let used = Used { day: of(90), month: of(950) };
        let settings = Settings { day_tokens: 100, month_tokens: 1_000, ..Settings::default() };
        assert!(used.allows(10, &settings).is_ok());
        assert!(matches!(
            used.allows(11, &settings),
            Err(AppError::Spent { per: "day", used: 90, limit: 100, needed: 11 })
        ));
        let settings = Settings { day_tokens: 1_000, ..settings };
        assert!(matches!(used.allows(51, &settings), Err(AppError::Spent { per: "month", .. })));
        let none = Settings { day_tokens: 0, ..settings };
        assert!(Used::default().allows(1, &none).is_err(), "a budget of nothing allows nothing");
    }
}
