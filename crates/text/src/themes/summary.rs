//! The themes of what was said: how many statements, what share, which verbatims speak for them, whether they grow.

use rustc_hash::{FxHashMap, FxHashSet};
use yeojido_domain::{Micros, Statement, VoiceKey};

use super::catalogue::Catalogue;
use super::entry::{Entry, Origin};
use super::needs::{NeedFinder, Needs};
use super::read::Reader;
use super::trend::{Seen, Trend, Windows, since, trends};
use crate::language::{Language, language};
use crate::represent::{Said, represent};

/// A statement, which voice it is of, and when that was heard.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'s> {
    /// With its labels.
    pub statement: &'s Statement,
    /// Statements of one voice were not said independently.
    pub voice: VoiceKey,
    /// Of the voice.
    pub time: Micros,
}

/// A theme as it is spoken of.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its definition, with id, topic and all names.
    pub entry: Entry,
    /// As it is shown: as people renamed it, else in the language of most of its statements.
    pub name: String,
    /// Places of its statements in the list that was given, ascending.
    pub statements: Vec<usize>,
    /// Of the statements that speak of a topic, 0…1. Shares add up to more than 1 where statements have two themes.
    pub share: f64,
    /// Of the last window against the one before.
    pub trend: Trend,
    /// Where the trend is rising: the start of the week from which on it does, as far as the windows tell.
    pub since: Option<Micros>,
    /// Places of the statements that speak for the others best, at most three.
    pub verbatims: Vec<usize>,
    /// What would have helped.
    pub needs: Needs,
}

/// All themes of a list of statements, and what they leave out.
#[derive(Debug, Clone, PartialEq)]
pub struct Themes {
    /// Those that any statement speaks of, the most frequent first.
    pub themes: Vec<Theme>,
    /// Statements that speak of a topic.
    pub spoken: usize,
    /// Of these, statements of which only a general theme can be told.
    pub general: usize,
    /// Of these, statements that no theme holds.
    pub other: usize,
    /// Statements that were given and speak of no topic; they are in no share.
    pub without_topic: usize,
}

/// So many verbatims stand beside a theme.
const VERBATIMS: usize = 3;

impl Catalogue {
    /// The themes of these statements. It adds no theme: [`Catalogue::grow`] and [`Catalogue::emerge`] do.
    #[must_use]
    pub fn themes(&self, heard: &[Heard<'_>], windows: &Windows) -> Themes {
        let reader = Reader::new(self);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.entries.len()];
        let (mut spoken, mut general, mut other) = (0, 0, 0);
        for (at, it) in heard.iter().enumerate().filter(|(_, it)| !it.statement.topic.is_empty()) {
            let found = reader.read(it.statement);
            spoken += 1;
            other += usize::from(found.is_empty());
            let only_general = |place: &usize| self.entries[*place].origin == Origin::General;
            general += usize::from(!found.is_empty() && found.iter().all(only_general));
            found.into_iter().for_each(|place| members[place].push(at));
        }
        let (times, needs) = (Times::new(heard, windows), NeedFinder::new());
        let met: Vec<usize> = (0..members.len()).filter(|&place| !members[place].is_empty()).collect();
        let seen: Vec<Seen> = met.iter().map(|&place| times.seen(&members[place])).collect();
        let mut themes: Vec<Theme> = met
            .iter()
            .zip(trends(&seen, times.voices))
            .map(|(&place, trend)| {
                let statements = std::mem::take(&mut members[place]);
                Theme {
                    name: self.entries[place].name(mostly_korean(heard, &statements)).to_owned(),
                    entry: self.entries[place].clone(),
                    share: statements.len() as f64 / spoken as f64,
                    since: trend.is_rising().then(|| times.since(&statements)).flatten(),
                    verbatims: verbatims(heard, &statements),
                    needs: needs.needs(heard, &statements),
                    statements,
                    trend,
                }
            })
            .collect();
        themes.sort_by(|a, b| (b.statements.len()).cmp(&a.statements.len()).then(a.entry.id.cmp(&b.entry.id)));
        Themes { themes, spoken, general, other, without_topic: heard.len() - spoken }
    }
}

/// Voices that speak of a topic, by window.
struct Times<'h> {
    heard: &'h [Heard<'h>],
    windows: &'h Windows,
    voices: Seen,
    all: Vec<Micros>,
}

impl<'h> Times<'h> {
    fn new(heard: &'h [Heard<'h>], windows: &'h Windows) -> Self {
        let spoken: Vec<usize> = (0..heard.len()).filter(|&at| !heard[at].statement.topic.is_empty()).collect();
        let mut times = Self { heard, windows, voices: Seen::default(), all: Vec::new() };
        times.voices = times.seen(&spoken);
        times.all = times.of(&spoken);
        times
    }

    fn seen(&self, members: &[usize]) -> Seen {
        super::emerge::counted(members.iter().map(|&at| &self.heard[at]), self.windows)
    }

    /// The times of their voices within the windows, each voice once.
    fn of(&self, members: &[usize]) -> Vec<Micros> {
        let mut met: FxHashSet<VoiceKey> = FxHashSet::default();
        let within = members.iter().map(|&at| &self.heard[at]).filter(|it| self.windows.hold(it.time));
        within.filter(|it| met.insert(it.voice)).map(|it| it.time).collect()
    }

    fn since(&self, members: &[usize]) -> Option<Micros> {
        since(&self.all, &self.of(members), self.windows.recent.end)
    }
}

fn mostly_korean(heard: &[Heard<'_>], members: &[usize]) -> bool {
    let mut counts: FxHashMap<Option<Language>, usize> = FxHashMap::default();
    members.iter().for_each(|&at| *counts.entry(language(&heard[at].statement.text)).or_default() += 1);
    let of = |language| counts.get(&Some(language)).copied().unwrap_or_default();
    of(Language::Korean) >= of(Language::English)
}

fn verbatims(heard: &[Heard<'_>], members: &[usize]) -> Vec<usize> {
    let said: Vec<Said<'_>> = members
        .iter()
        .map(|&at| Said { text: &heard[at].statement.text, sentiment: heard[at].statement.sentiment })
        .collect();
    represent(&said, VERBATIMS).quotes.into_iter().map(|quote| members[quote.index]).collect()
}
