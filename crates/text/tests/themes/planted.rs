//! The themes that are planted in the demo company, each against the voices that a reader found to speak of it
//! (`planted.tsv`): recall over all that do, precision over all that were read.

use std::collections::{BTreeMap, BTreeSet};

use yeojido_text::{Catalogue, Reader, ThemeId, Windows};

use crate::said::{Spoken, day, demo, heard};

/// What is planted, and the themes that tell it.
const PLANTED: [(&str, &[&str]); 6] = [
    ("late", &["delivery.late"]),
    ("cart", &["ordering.backtocart"]),
    ("verify", &["ordering.verify", "account.verify"]),
    ("coupon", &["benefit.couponoff"]),
    ("size", &["discovery.size"]),
    ("photo", &["delivery.photo"]),
];

/// By planted theme, the voices that were read, and whether they speak of it.
fn read() -> BTreeMap<&'static str, BTreeMap<&'static str, bool>> {
    let mut read: BTreeMap<&str, BTreeMap<&str, bool>> = BTreeMap::new();
    for line in include_str!("planted.tsv").lines().skip(1) {
        let [planted, is, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three fields: {line}") };
        read.entry(planted).or_default().insert(text, is == "yes");
    }
    read
}

/// The voices that speak of any of these themes.
fn speaking<'s>(catalogue: &Catalogue, spoken: &'s [Spoken], themes: &[&str]) -> BTreeSet<&'s str> {
    let reader = Reader::new(catalogue);
    let wanted: Vec<ThemeId> = themes.iter().map(|id| ThemeId::new(id)).collect();
    let has = |it: &&Spoken| reader.read(&it.statement).iter().any(|at| wanted.contains(&catalogue.entries()[*at].id));
    spoken.iter().filter(has).map(|it| it.text.as_str()).collect()
}

#[test]
fn every_planted_theme_is_recovered() {
    let spoken = demo();
    let catalogue = Catalogue::shipped();
    let read = read();
    for (planted, themes) in PLANTED {
        let found = speaking(&catalogue, spoken, themes);
        let read = &read[planted];
        let right = read.iter().filter(|(text, is)| **is && found.contains(**text)).count();
        let wrong = read.iter().filter(|(text, is)| !**is && found.contains(**text)).count();
        let said = read.values().filter(|is| **is).count();
        let unread: Vec<&&str> = found.iter().filter(|text| !read.contains_key(**text)).collect();
        let (recall, precision) = (right as f64 / said as f64, right as f64 / (right + wrong) as f64);
        println!("{planted}: {said} voices, recall {recall:.2}, precision {precision:.2}, not read {}", unread.len());
        for text in unread {
            println!("  not read: {text}");
        }
        assert!(recall >= 0.75 && precision >= 0.7, "{planted}: recall {recall:.2}, precision {precision:.2}");
    }
}

/// The planted news: from 26 October another courier carries the parcels.
#[test]
fn the_new_courier_emerges_soon_and_is_dated_to_its_week() {
    let spoken = demo();
    let heard = heard(spoken);
    let read = read();
    let said: BTreeSet<&str> =
        read["courier"].iter().filter(|(text, is)| **is && text.contains("택배사")).map(|(text, _)| *text).collect();
    let mut found = None;
    for (month, of_month) in [(10, 19), (10, 26), (11, 2), (11, 9), (11, 16)] {
        let mut catalogue = Catalogue::shipped();
        let windows = Windows::weeks(day(2026, month, of_month), 4, 20);
        let added = catalogue.emerge(&heard, &windows);
        let until: Vec<_> = heard.iter().copied().filter(|it| it.time < windows.recent.end).collect();
        let themes = catalogue.themes(&until, &windows).themes;
        for theme in themes.iter().filter(|theme| added.contains(&theme.entry.id)) {
            let texts: Vec<&str> = theme.statements.iter().map(|at| until[*at].statement.text.as_str()).collect();
            let right = theme
                .statements
                .iter()
                .filter(|at| said.iter().any(|text| text.contains(until[**at].statement.text.trim())))
                .count();
            println!(
                "{month}-{of_month}: {} ({} statements, {right} of the courier) since {:?}: {texts:?}",
                theme.name,
                texts.len(),
                theme.since.map(|since| since.timestamp().to_string())
            );
            if found.is_none() && theme.entry.said.iter().any(|key| key.contains("택배사")) {
                found = Some((month, of_month, theme.since, right, texts.len()));
            }
        }
    }
    let (month, of_month, since, right, all) = found.expect("it emerges");
    assert!((10, 26) < (month, of_month) && (month, of_month) <= (11, 16), "{month}-{of_month}");
    assert_eq!(since, Some(day(2026, 10, 26)));
    assert!(right * 10 >= all * 8, "{right} of {all}");
}
