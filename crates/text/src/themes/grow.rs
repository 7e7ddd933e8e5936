//! New themes out of what the known ones leave over: the things that many of those statements are about.
//!
//! Under each topic and stance, again and again the noun is taken that most of the statements left hold: greedy set
//! cover, whose loss against the best choice is bounded (V. Chvátal, "A greedy heuristic for the set-covering problem",
//! Mathematics of Operations Research 4, 1979, 233–235). No chance is in it, and the order of statements makes no
//! difference. What is found is added to the end of the catalogue, where it takes nothing from the themes before it.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use yeojido_domain::{Statement, Topic};

use super::catalogue::{Catalogue, hashed};
use super::entry::{Entry, Origin, Side, ThemeId};
use super::named::named;
use super::read::Reader;
use super::squeezed::Squeezed;
use super::stance::stance;
use super::stems::Stems;

/// So many statements make a theme.
const ENOUGH: usize = 5;
/// A noun belongs to a topic when it is so much more frequent there than among all statements.
const AT_HOME: f64 = 1.15;

impl Catalogue {
    /// Adds the themes that these statements show beyond the known ones, and says which. The same statements in another
    /// order add the same; asked again with them, it adds none.
    pub fn grow(&mut self, statements: &[&Statement]) -> Vec<ThemeId> {
        let texts: Vec<Squeezed> = statements.iter().map(|statement| Squeezed::new(&statement.text)).collect();
        let stems = Stems::of(&texts);
        let nouns: Vec<Vec<String>> = texts.iter().map(|text| stems.read(text).nouns).collect();
        let homes = Homes::of(statements, &nouns);
        // What names a topic tells no more than the topic does.
        let names: FxHashSet<String> = self.abouts.iter().flat_map(|(_, keys)| keys).cloned().collect();
        let mut left = self.left_over(statements);
        let mut added = Vec::new();
        for ((topic, side), members) in &mut left {
            while let Some(noun) =
                most_frequent(members, &nouns, |noun| !names.contains(noun) && homes.at_home(*topic, noun))
            {
                let (with, without): (Vec<usize>, Vec<usize>) =
                    members.iter().partition(|&&at| nouns[at].binary_search(&noun).is_ok());
                *members = without;
                let entry = grown(*topic, *side, &noun, &with.iter().map(|&at| statements[at]).collect::<Vec<_>>());
                if self.entry(&entry.id).is_none() {
                    added.push(entry.id.clone());
                    self.entries.push(entry);
                }
            }
        }
        added
    }

    /// Places of the statements that no theme holds, or only a general one, by topic and stance.
    fn left_over(&self, statements: &[&Statement]) -> BTreeMap<(Topic, Side), Vec<usize>> {
        let reader = Reader::new(self);
        let general = |at: &usize| self.entries[*at].origin == Origin::General;
        let mut left: BTreeMap<(Topic, Side), Vec<usize>> = BTreeMap::new();
        for (at, statement) in statements.iter().enumerate() {
            let (Some(topic), Some(side)) = (statement.topic.first(), stance(statement)) else { continue };
            if reader.read(statement).iter().all(general) {
                left.entry((*topic, side)).or_default().push(at);
            }
        }
        left
    }
}

/// Where nouns are at home.
struct Homes {
    by_topic: FxHashMap<Topic, usize>,
    by_noun: FxHashMap<String, usize>,
    both: FxHashMap<(Topic, String), usize>,
    all: usize,
}

impl Homes {
    fn of(statements: &[&Statement], nouns: &[Vec<String>]) -> Self {
        let mut homes =
            Self { by_topic: FxHashMap::default(), by_noun: FxHashMap::default(), both: FxHashMap::default(), all: 0 };
        for (statement, nouns) in statements.iter().zip(nouns) {
            let Some(topic) = statement.topic.first() else { continue };
            homes.all += 1;
            *homes.by_topic.entry(*topic).or_default() += 1;
            for noun in nouns {
                *homes.by_noun.entry(noun.clone()).or_default() += 1;
                *homes.both.entry((*topic, noun.clone())).or_default() += 1;
            }
        }
        homes
    }

    /// It is more frequent there than elsewhere, and in no other topic as frequent: a shop's own name is in all.
    fn at_home(&self, topic: Topic, noun: &str) -> bool {
        let in_topic = |topic: Topic| self.both.get(&(topic, noun.to_owned())).copied().unwrap_or_default();
        let there = in_topic(topic);
        let expected = self.by_noun.get(noun).copied().unwrap_or_default() as f64
            * self.by_topic.get(&topic).copied().unwrap_or_default() as f64
            / self.all as f64;
        there as f64 >= AT_HOME * expected && Topic::ALL.iter().all(|other| in_topic(*other) <= there)
    }
}

/// The noun that most members hold, if enough do; of equally frequent ones the longest, then the first in order.
fn most_frequent(members: &[usize], nouns: &[Vec<String>], fits: impl Fn(&str) -> bool) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    members.iter().flat_map(|&at| &nouns[at]).for_each(|noun| *counts.entry(noun).or_default() += 1);
    let enough = counts.into_iter().filter(|(noun, count)| *count >= ENOUGH && fits(noun));
    enough
        .reduce(|best, next| {
            let rank = |(noun, count): &(&str, usize)| (*count, noun.chars().count());
            if rank(&next) > rank(&best) { next } else { best }
        })
        .map(|(noun, _)| noun.to_owned())
}

fn grown(topic: Topic, side: Side, noun: &str, members: &[&Statement]) -> Entry {
    let texts: FxHashSet<&str> = members.iter().map(|statement| statement.text.as_str()).collect();
    let (ko, en) = named(noun, side, &texts);
    Entry {
        id: hashed(topic.as_str(), &format!("{}{noun}", side.sign())),
        topic,
        side,
        origin: Origin::Grown,
        ko,
        en,
        renamed: None,
        merged_into: None,
        within: None,
        about: Vec::new(),
        said: vec![noun.to_owned()],
    }
}
