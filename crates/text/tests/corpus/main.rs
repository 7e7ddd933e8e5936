//! The corpus of labelled statements holds what its page promises: every line can be read, every label is one that is
//! known, every span lies in its text, no two statements are nearly the same, and two readers agree.
//! `cargo test -p yeojido-text --test corpus -- --nocapture` prints the figures of the page.

#![expect(clippy::print_stdout, reason = "the figures of the page are printed")]

mod read;

use std::collections::{BTreeMap, HashMap, HashSet};

use read::{Labels, Statement, seconds, statements};

const SOURCES: &[&str] =
    &["review", "survey", "chat", "interview", "staff_note", "app_review", "social", "call", "e-mail"];

#[test]
fn every_statement_is_labelled_with_known_words_and_spans_of_its_text() {
    let statements = statements();
    let mut found = Vec::new();
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    let mut before: Option<(&str, &str)> = None;
    for statement in &statements {
        let place = format!("{}:{}", statement.file, statement.line);
        found.extend(statement.labels.faults(&statement.text).into_iter().map(|fault| format!("{place}: {fault}")));
        if !SOURCES.contains(&statement.source.as_str()) {
            found.push(format!("{place}: source {}", statement.source));
        }
        let voice = (statement.file.as_str(), statement.voice.as_str());
        if before != Some(voice) && !seen.insert(voice) {
            found.push(format!("{place}: voice {} came before", statement.voice));
        }
        before = Some(voice);
    }
    println!("{} statements in {} voices", statements.len(), seen.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn trigrams(text: &str) -> HashSet<[char; 3]> {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(3).filter_map(|window| <[char; 3]>::try_from(window).ok()).collect()
}

#[test]
fn no_two_statements_share_half_of_their_trigrams() {
    let statements = statements();
    let grams: Vec<HashSet<[char; 3]>> = statements.iter().map(|statement| trigrams(&statement.text)).collect();
    let mut holders: HashMap<[char; 3], Vec<usize>> = HashMap::new();
    let mut close = Vec::new();
    for (at, own) in grams.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for gram in own {
            let earlier = holders.entry(*gram).or_default();
            earlier.iter().for_each(|other| *shared.entry(*other).or_default() += 1);
            earlier.push(at);
        }
        for (other, both) in shared {
            if 2 * both >= own.len() + grams[other].len() - both {
                let (one, two) = (&statements[at], &statements[other]);
                close.push(format!(
                    "{}:{} “{}”, {}:{} “{}”",
                    one.file, one.line, one.text, two.file, two.line, two.text
                ));
            }
        }
    }
    assert!(close.is_empty(), "{}", close.join("\n"));
}

/// Cohen's kappa of pairs of decisions (Educational and Psychological Measurement 20, 1960).
fn kappa(pairs: &[(&str, &str)]) -> f64 {
    let n = pairs.len() as f64;
    let mut shares: HashMap<&str, (f64, f64)> = HashMap::new();
    for (one, two) in pairs {
        shares.entry(one).or_default().0 += 1.0 / n;
        shares.entry(two).or_default().1 += 1.0 / n;
    }
    let seen = pairs.iter().filter(|(one, two)| one == two).count() as f64 / n;
    let chance: f64 = shares.values().map(|(one, two)| one * two).sum();
    (seen - chance) / (1.0 - chance)
}

#[test]
fn two_readers_who_did_not_know_of_each_other_agree() {
    let statements = statements();
    let mut first: HashMap<&str, Vec<&Statement>> = HashMap::new();
    statements.iter().for_each(|statement| first.entry(&statement.file).or_default().push(statement));
    let seconds = seconds();
    let pairs: Vec<(&Statement, &Labels)> =
        seconds.iter().map(|second| (first[second.file.as_str()][second.number - 1], &second.labels)).collect();
    let faults: Vec<String> = pairs
        .iter()
        .flat_map(|(one, two)| {
            two.faults(&one.text).into_iter().map(|fault| format!("second/{} “{}”: {fault}", one.file, one.text))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let by = |pick: fn(&Labels) -> &str| {
        kappa(&pairs.iter().map(|(one, two)| (pick(&one.labels), pick(two))).collect::<Vec<_>>())
    };
    let within = |pick: fn(&Labels) -> &[String]| {
        let held = pairs.iter().filter(|(one, two)| pick(two).contains(&pick(&one.labels)[0])).count();
        held as f64 / pairs.len() as f64
    };
    let figures = [
        ("sentiment, kappa", by(|labels| &labels.sentiment), 0.85),
        ("intent, kappa", by(|labels| &labels.intent), 0.75),
        ("need, kappa", by(|labels| &labels.need), 0.65),
        ("first topic among the second reader's", within(|labels| &labels.topics), 0.80),
        ("first emotion among the second reader's", within(|labels| &labels.emotions), 0.70),
    ];
    println!("{} statements read twice", pairs.len());
    figures.iter().for_each(|(what, value, _)| println!("{what}: {value:.3}"));
    for (what, value, floor) in figures {
        assert!(value >= floor, "{what}: {value:.3}, at least {floor} is asked for");
    }
}
