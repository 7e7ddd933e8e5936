//! The words of an exported map, one small file a language. They are the screen's (`web/src/locales`), which a test
//! compares; what only paper needs stands here alone.

mod en;
mod ko;

use yeojido_domain::{Counts, Sentiment, VoiceSource};

use crate::Lang;

/// Title of a lane, and the grey line under it.
pub(crate) type Named = (&'static str, &'static str);

/// All words in one language. `{n}` and the like stand for what is filled in.
pub(crate) struct Words {
    pub lang: Lang,
    pub coverage: &'static str,
    pub stage: Named,
    pub actions: Named,
    pub channels: Named,
    pub thoughts: Named,
    pub emotion: Named,
    pub pains: Named,
    pub delights: Named,
    pub kpis: Named,
    pub evidence: Named,
    pub written: Named,
    /// In the order of [`yeojido_domain::Lane::ALL`].
    pub rows: [&'static str; 12],
    pub to_be: &'static str,
    pub wants: Named,
    pub of_today: &'static str,
    pub goes_on: &'static str,
    pub new_stage: &'static str,
    pub gone_stage: &'static str,
    pub no_plan: &'static str,
    pub at_most: &'static str,
    pub at_least: &'static str,
    pub exactly: &'static str,
    pub now_is: &'static str,
    pub why_alone: &'static str,
    pub why_no_figure: &'static str,
    pub why_no_interval: &'static str,
    /// In the order of [`yeojido_domain::GapState`].
    pub gap_states: [&'static str; 4],
    pub what_gap: [&'static str; 4],
    pub association: &'static str,
    pub corrected: &'static str,
    pub drift: &'static str,
    pub entered: &'static str,
    pub went_on: &'static str,
    pub goal: &'static str,
    pub dropped: &'static str,
    pub undecided: &'static str,
    pub median: &'static str,
    pub events: &'static str,
    pub voices: &'static str,
    pub unit_walks: &'static str,
    pub unit_customers: &'static str,
    pub truth: &'static str,
    pub owner: &'static str,
    pub more: &'static str,
    /// One, several.
    pub others: [&'static str; 2],
    pub no_channel: &'static str,
    pub no_actions: &'static str,
    pub no_channels: &'static str,
    pub no_thoughts: &'static str,
    pub no_words: &'static str,
    pub no_kpis: &'static str,
    pub no_pains: &'static str,
    pub no_delights: &'static str,
    pub not_looked: &'static str,
    pub found_lost: &'static str,
    pub found_back: &'static str,
    pub found_same_point: &'static str,
    pub found_others: &'static str,
    pub found_points: &'static str,
    pub found_rank: &'static str,
    pub found_cost: &'static str,
    pub found_cost_none: &'static str,
    pub no_written: &'static str,
    pub no_voices: &'static str,
    pub unrated: &'static str,
    pub no_line: &'static str,
    pub no_interval: &'static str,
    /// From −2 to +2.
    pub feelings: [&'static str; 5],
    pub few: &'static str,
    pub positive: &'static str,
    pub neutral: &'static str,
    pub negative: &'static str,
    /// In the order of [`VoiceSource::ALL`].
    pub sources: [&'static str; 9],
    /// Id and name.
    pub kpi_names: [Named; 4],
    /// Key and formula.
    pub formulas: [Named; 3],
    pub formula_goal: [&'static str; 2],
    pub legend: &'static str,
    pub computed: &'static str,
    pub partial: &'static str,
    pub assumed: &'static str,
    pub legend_few: &'static str,
    pub legend_road: [&'static str; 2],
    pub legend_colour: &'static str,
    pub unplaced: &'static str,
    pub uncaught: &'static str,
    pub no_walks: &'static str,
    pub everyone: &'static str,
    pub all_time: &'static str,
    pub head_customers: [&'static str; 2],
    pub head_walks: [&'static str; 2],
    pub computed_at: &'static str,
    pub versions: &'static str,
    pub definitions: &'static str,
    /// What the counts mean: for walks, for customers.
    pub what_entered: [&'static str; 2],
    pub what_went_on: [&'static str; 2],
    pub what_dropped: &'static str,
    pub what_undecided: &'static str,
    pub what_median: &'static str,
    pub what_actions: [&'static str; 2],
    pub what_channels: &'static str,
    pub what_thoughts: &'static str,
    pub what_emotion: &'static str,
    pub cut: &'static str,
    pub missing: &'static str,
    pub words_of: &'static str,
}

impl Words {
    /// The words of a language.
    pub(crate) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Ko => &ko::WORDS,
            Lang::En => &en::WORDS,
        }
    }

    pub(crate) fn sentiment(&self, sentiment: Sentiment) -> &'static str {
        match sentiment {
            Sentiment::Positive => self.positive,
            Sentiment::Neutral => self.neutral,
            Sentiment::Negative => self.negative,
        }
    }

    pub(crate) fn source(&self, source: VoiceSource) -> &'static str {
        let at = VoiceSource::ALL.iter().position(|other| *other == source);
        at.and_then(|at| self.sources.get(at)).copied().unwrap_or(source.as_str())
    }

    /// The name of a figure; an id that has none is shown as it is.
    pub(crate) fn kpi<'a>(&self, id: &'a str) -> &'a str {
        self.kpi_names.iter().find(|(other, _)| *other == id).map_or(id, |(_, name)| name)
    }

    /// The formula behind its key; a key that has none is shown as it is.
    pub(crate) fn formula<'a>(&self, key: &'a str, counts: Counts) -> &'a str {
        if key == "goal_rate" {
            return self.formula_goal[which(counts)];
        }
        self.formulas.iter().find(|(other, _)| *other == key).map_or(key, |(_, formula)| formula)
    }

    pub(crate) fn unit(&self, counts: Counts) -> &'static str {
        [self.unit_walks, self.unit_customers][which(counts)]
    }
}

/// Place of the words for walks or for customers.
pub(crate) fn which(counts: Counts) -> usize {
    usize::from(counts == Counts::Customers)
}

/// The word for one, or for several.
pub(crate) fn plural(words: [&'static str; 2], n: u64) -> String {
    fill(words[usize::from(n != 1)], crate::numbers::count(n))
}

/// Puts a value in the place of `{n}`.
pub(crate) fn fill(pattern: &str, value: impl AsRef<str>) -> String {
    pattern.replace("{n}", value.as_ref())
}
