//! To look at what a service planner would read:
//! `cargo test -p yeojido-text --test themes look -- --ignored --nocapture`.

use yeojido_text::{Catalogue, Origin, Trend, Windows};

use crate::said::{Spoken, corpus, day, demo, heard, statements};

fn show(what: &str, spoken: &[Spoken], windows: &Windows) {
    let mut catalogue = Catalogue::shipped();
    let grown = catalogue.grow(&statements(spoken)).len();
    let heard = heard(spoken);
    let emerged = catalogue.emerge(&heard, windows);
    let found = catalogue.themes(&heard, windows);
    let share = |some: usize| 100.0 * some as f64 / found.spoken as f64;
    println!(
        "# {what}: {} statements of a topic, {} without; {} themes ({grown} grown, {} emerged); general {:.1} %, other {:.1} %",
        found.spoken,
        found.without_topic,
        found.themes.len(),
        emerged.len(),
        share(found.general),
        share(found.other)
    );
    for rival in yeojido_text::rivals(&heard, &catalogue) {
        println!(
            "rival {}: {} named, {} prefer it, for {:?}",
            rival.name,
            rival.statements.len(),
            rival.preferred.len(),
            rival.reasons
        );
    }
    for theme in &found.themes {
        let trend = match &theme.trend {
            Trend::Rising(change) | Trend::Falling(change) => format!(
                "{} {:.2} % → {:.2} %, p {:.4}",
                theme.trend.as_str(),
                100.0 * change.share_before,
                100.0 * change.share_recent,
                change.p
            ),
            other => other.as_str().to_owned(),
        };
        let since = theme.since.map(|time| format!(" since {}", time.timestamp())).unwrap_or_default();
        println!(
            "{} [{} {}] {} = {:.2} %, {trend}{since}",
            theme.name,
            theme.entry.id,
            theme.entry.origin.as_str(),
            theme.statements.len(),
            100.0 * theme.share
        );
        let latent: Vec<(&str, usize)> =
            theme.needs.latent.iter().map(|(kind, at)| (kind.as_str(), at.len())).collect();
        println!("    needs {:?} {latent:?}", theme.needs.stated);
        if theme.entry.origin != Origin::General {
            theme.verbatims.iter().for_each(|&at| println!("    “{}”", spoken[at].statement.text));
        }
    }
}

#[test]
#[ignore = "prints; nothing to hold"]
fn look_at_the_demo() {
    show("demo", demo(), &Windows::weeks(day(2026, 11, 23), 4, 22));
}

#[test]
#[ignore = "prints; nothing to hold"]
fn look_at_the_corpus() {
    let windows = Windows::weeks(day(2026, 11, 23), 4, 22);
    for (language, holding) in [("ko", ""), ("en", ""), ("ko", "b-telecom"), ("en", "g-hotels")] {
        show(&format!("{language} {holding}"), &corpus(language, holding), &windows);
    }
}
