//! The themes that every catalogue begins with, from `assets/themes.tsv`: written by hand, Korean and English.

use yeojido_domain::Topic;

use super::entry::{Entry, Origin, Side, ThemeId};

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
        Topic::Product => ("상품이", "the product"),
        Topic::Price => ("가격이", "the price"),
        Topic::Benefit => ("혜택이", "the benefits"),
        Topic::Discovery => ("상품 정보가", "finding things"),
        Topic::Ordering => ("주문과 결제가", "ordering"),
        Topic::Delivery => ("배송이", "the delivery"),
        Topic::Packaging => ("포장이", "the packaging"),
        Topic::Returns => ("교환·환불이", "returns"),
        Topic::Support => ("상담이", "support"),
        Topic::Staff => ("직원 응대가", "the staff"),
        Topic::Place => ("공간이", "the place"),
        Topic::Booking => ("예약과 대기가", "booking and waiting"),
        Topic::App => ("앱과 웹이", "the app"),
        Topic::Account => ("계정이", "the account"),
        Topic::Privacy => ("개인정보가", "privacy"),
        Topic::Brand => ("브랜드가", "the company"),
    }
}

fn general(topic: Topic) -> [Entry; 3] {
    let (ko, en) = called(topic);
    let of = |side: Side, word: &str, ko: String, en: String| Entry {
        id: ThemeId(format!("{topic}.{word}")),
        topic,
        side,
        origin: Origin::General,
        ko,
        en,
        renamed: None,
        merged_into: None,
        within: None,
        about: Vec::new(),
        said: Vec::new(),
    };
    [
        of(Side::Good, "glad", format!("{ko} 마음에 들어요"), format!("happy with {en}")),
        of(Side::Bad, "unhappy", format!("{ko} 아쉬워요"), format!("unhappy with {en}")),
        of(Side::Ask, "asked", format!("{ko} 궁금해요"), format!("asking about {en}")),
    ]
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
