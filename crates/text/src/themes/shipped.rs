//! The themes that every catalogue begins with, from `assets/themes.tsv`: written by hand, Korean and English.

use yeojido_domain::Topic;

use super::entry::{Entry, Origin, Side, ThemeId};
use super::named::{felt_en, felt_ko};

const LISTED: &str = include_str!("../../assets/themes.tsv");

/// By topic, the words that show that it is spoken of.
pub(super) fn abouts() -> Vec<(Topic, Vec<String>)> {
    LISTED
        .lines()
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            ["about", topic, keys] => Some((topic.parse().ok()?, words(keys))),
            _ => None,
        })
        .collect()
}

pub(super) fn entries() -> Vec<Entry> {
    LISTED.lines().filter_map(entry).chain(Topic::ALL.iter().flat_map(|topic| general(*topic))).collect()
}

fn words(keys: &str) -> Vec<String> {
    keys.split(' ').filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

fn entry(line: &str) -> Option<Entry> {
    let fields: Vec<&str> = line.split('\t').collect();
    let ["theme", id, topic, side, ko, en, said, about @ ..] = &fields[..] else { return None };
    Some(Entry {
        id: ThemeId::new(id),
        topic: topic.parse().ok()?,
        side: Side::of(side)?,
        origin: Origin::Shipped,
        ko: (*ko).to_owned(),
        en: (*en).to_owned(),
        renamed: None,
        merged_into: None,
        within: None,
        about: about.first().map(|keys| words(keys)).unwrap_or_default(),
        said: words(said),
    })
}

/// A topic in the middle of a sentence.
const fn called(topic: Topic) -> (&'static str, &'static str) {
    match topic {
        Topic::Product => ("상품", "the product"),
        Topic::Price => ("가격", "the price"),
        Topic::Benefit => ("혜택", "the benefits"),
        Topic::Discovery => ("상품 정보", "finding things"),
        Topic::Ordering => ("주문과 결제", "ordering"),
        Topic::Delivery => ("배송", "the delivery"),
        Topic::Packaging => ("포장", "the packaging"),
        Topic::Returns => ("교환·환불", "returns"),
        Topic::Support => ("상담", "support"),
        Topic::Staff => ("직원 응대", "the staff"),
        Topic::Place => ("공간", "the place"),
        Topic::Booking => ("예약과 대기", "booking and waiting"),
        Topic::App => ("앱과 웹", "the app"),
        Topic::Account => ("계정", "the account"),
        Topic::Privacy => ("개인정보", "privacy"),
        Topic::Brand => ("브랜드", "the company"),
    }
}

fn general(topic: Topic) -> [Entry; 3] {
    let (ko, en) = called(topic);
    let of = |side: Side, word: &str| Entry {
        id: ThemeId(format!("{topic}.{word}")),
        topic,
        side,
        origin: Origin::General,
        ko: felt_ko(ko, side),
        en: felt_en(en, side),
        renamed: None,
        merged_into: None,
        within: None,
        about: Vec::new(),
        said: Vec::new(),
    };
    [of(Side::Good, "glad"), of(Side::Bad, "unhappy"), of(Side::Ask, "asked")]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_line_of_the_list_is_a_topic_or_a_theme_and_no_id_stands_twice() {
        let lines = LISTED.lines().count();
        assert_eq!(abouts().len(), Topic::ALL.len());
        let themes = entries();
        assert_eq!(lines - Topic::ALL.len(), themes.iter().filter(|it| it.origin == Origin::Shipped).count());
        let ids: HashSet<&str> = themes.iter().map(|theme| theme.id.as_str()).collect();
        assert_eq!(ids.len(), themes.len());
        for theme in themes.iter().filter(|theme| theme.origin == Origin::Shipped) {
            assert!(theme.id.as_str().starts_with(theme.topic.as_str()), "{}", theme.id);
            assert!(!theme.ko.is_empty() && !theme.en.is_empty() && !theme.said.is_empty(), "{}", theme.id);
        }
    }
}
