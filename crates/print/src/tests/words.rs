use std::path::Path;

use serde_json::Value;
use yeojido_domain::VoiceSource;

use super::sample::fonts;
use crate::Lang;
use crate::words::Words;

fn locale(lang: Lang, file: &str) -> Value {
    let path = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate"))
        .join("../../web/src/locales")
        .join(lang.tag())
        .join(file);
    serde_json::from_str(&std::fs::read_to_string(path).expect("the words of the screen")).expect("JSON")
}

/// A word of the screen; `lane.actions` is looked up step by step. Where a narrow screen may break a word
/// (a soft hyphen) is the screen's affair: paper breaks by its own rules.
fn word(words: &Value, path: &str) -> String {
    let found = path.split('.').fold(words, |at, key| &at[key]);
    found
        .as_str()
        .unwrap_or_else(|| panic!("the screen has no word {path}"))
        .replace("{{count}}", "{n}")
        .replace("{{n}}", "{n}")
        .replace('\u{ad}', "")
}

#[test]
fn the_words_are_those_of_the_screen() {
    for lang in [Lang::Ko, Lang::En] {
        let (map, common, ours) = (locale(lang, "map.json"), locale(lang, "common.json"), Words::of(lang));
        for (path, word_of_ours) in [
            ("lane.coverage", ours.coverage),
            ("lane.stage", ours.stage.0),
            ("lane.stageWhat", ours.stage.1),
            ("lane.actions", ours.actions.0),
            ("lane.actionsWhat", ours.actions.1),
            ("lane.channels", ours.channels.0),
            ("lane.channelsWhat", ours.channels.1),
            ("lane.thoughts", ours.thoughts.0),
            ("lane.thoughtsWhat", ours.thoughts.1),
            ("lane.emotion", ours.emotion.0),
            ("lane.interval", ours.emotion.1),
            ("lane.kpis", ours.kpis.0),
            ("lane.kpisWhat", ours.kpis.1),
            ("lane.evidence", ours.evidence.0),
            ("count.entered", ours.entered),
            ("count.went_on", ours.went_on),
            ("count.goal", ours.goal),
            ("count.dropped", ours.dropped),
            ("count.undecided", ours.undecided),
            ("count.time", ours.median),
            ("count.events", ours.events),
            ("count.voices", ours.voices),
            ("count.unit", ours.unit_walks),
            ("count.unit_customers", ours.unit_customers),
            ("truth", ours.truth),
            ("more_other", ours.more),
            ("others_other", ours.others[1]),
            ("noChannel", ours.no_channel),
            ("none.actions", ours.no_actions),
            ("none.channels", ours.no_channels),
            ("none.thoughts", ours.no_thoughts),
            ("none.words", ours.no_words),
            ("none.kpis", ours.no_kpis),
            ("emotion.none", ours.no_voices),
            ("emotion.unrated", ours.unrated),
            ("emotion.noLine", ours.no_line),
            ("emotion.noInterval", ours.no_interval),
            ("formula.goal_rate", ours.formula_goal[0]),
            ("formula.goal_rate_customers", ours.formula_goal[1]),
            ("legend.title", ours.legend),
            ("legend.few", ours.legend_few),
            ("legend.road", ours.legend_road[0]),
            ("legend.road_customers", ours.legend_road[1]),
            ("legend.colour", ours.legend_colour),
            ("coverage.computed", ours.computed),
            ("coverage.partial", ours.partial),
            ("coverage.assumed", ours.assumed),
            ("unplaced", ours.unplaced),
            ("uncaught", ours.uncaught),
            ("noWalksHere", ours.no_walks),
        ] {
            assert_eq!(word(&map, path), word_of_ours, "{path}");
        }
        for (row, name) in yeojido_domain::Lane::ALL.iter().zip(ours.rows) {
            let key = if row.as_str() == "touchpoints" { "channels" } else { row.as_str() };
            assert_eq!(word(&map, &format!("lane.{key}")), name);
        }
        let drift = word(&locale(lang, "team.json"), "drift").replace("{{value}}", "{n}");
        assert_eq!(drift, ours.drift);
        for (id, name) in ours.kpi_names {
            assert_eq!(word(&map, &format!("kpi.{id}")), name);
        }
        for (key, formula) in ours.formulas {
            assert_eq!(word(&map, &format!("formula.{key}")), formula);
        }
        for (key, name) in ["n2", "n1", "z", "p1", "p2"].into_iter().zip(ours.feelings) {
            assert_eq!(word(&common, &format!("feeling.{key}")), name);
        }
        for (source, name) in VoiceSource::ALL.into_iter().zip(ours.sources) {
            assert_eq!(word(&common, &format!("source.{source}")), name);
        }
        for (path, word_of_ours) in [
            ("feeling.few", ours.few),
            ("sentiment.positive", ours.positive),
            ("sentiment.neutral", ours.neutral),
            ("sentiment.negative", ours.negative),
            ("unit.customers_other", ours.head_customers[1]),
            ("unit.walks_other", ours.head_walks[1]),
            ("filter.everyone", ours.everyone),
            ("period.all", ours.all_time),
        ] {
            assert_eq!(word(&common, path), word_of_ours, "{path}");
        }
    }
}

#[test]
fn our_own_words_can_be_drawn() {
    let fonts = fonts();
    for source in [include_str!("../words/ko.rs"), include_str!("../words/en.rs"), "▲▼“”…−–÷·0123456789"]
    {
        let strange: String = source.chars().filter(|c| !c.is_whitespace() && !fonts.covers(*c)).collect();
        assert!(strange.chars().all(|c| matches!(c, '▲' | '▼')), "no font has {strange}");
    }
}
