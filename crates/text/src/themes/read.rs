//! Which themes a statement speaks of: a pure function of the catalogue and the statement, whatever was said before or
//! beside it. That is what keeps themes stable: nothing is grouped anew.
//!
//! Under each topic that the statement is about, the theme stands whose keys fit best. What an earlier theme holds a
//! grown one does not take, so growth moves nothing. Where the labelled topic has no theme that fits, the words decide.

use rustc_hash::{FxHashMap, FxHashSet};
use yeojido_domain::{Intent, Sentiment, Statement, Topic};

use super::catalogue::Catalogue;
use super::entry::{Entry, Origin, Side};
use super::keys::{Finder, Hit};
use super::squeezed::Squeezed;
use super::stance::stance;

/// From this score on a statement is too glad for a theme of the unhappy, and the other way round.
const PLAINLY: f64 = 0.3;

#[derive(Debug)]
struct Known {
    topic: Topic,
    side: Side,
    origin: Origin,
    /// Numbers of the words that it must be about; none when the topic decides.
    about: Vec<usize>,
    /// Alternatives, each a set of keys that must all be there.
    said: Vec<Vec<usize>>,
    /// Keys that tell the theme even where nothing says what is spoken of.
    strong: Vec<usize>,
    /// Keys beside which none of the strong ones does.
    unless: Vec<usize>,
    /// The place of the theme that it was cut out of.
    within: Option<usize>,
}

/// A catalogue, made ready to read statements by.
#[derive(Debug)]
pub struct Reader {
    finder: Finder,
    themes: Vec<Known>,
    /// By key, the themes that it may be said of.
    says: Vec<Vec<usize>>,
    /// By topic, the words that show that it is spoken of.
    abouts: Vec<(Topic, Vec<usize>)>,
    in_the_end: Vec<usize>,
}

/// Numbers every key once.
#[derive(Default)]
struct Numbers<'k> {
    of: FxHashMap<&'k str, usize>,
    keys: Vec<&'k str>,
}

impl<'k> Numbers<'k> {
    fn number(&mut self, key: &'k str) -> usize {
        *self.of.entry(key).or_insert_with(|| {
            self.keys.push(key);
            self.keys.len() - 1
        })
    }
}

/// Keys with a mark, without it.
fn marked(entry: &Entry, mark: char) -> impl Iterator<Item = &str> {
    entry.said.iter().filter_map(move |key| key.strip_prefix(mark))
}

/// What must all be there.
fn parts(key: &str) -> impl Iterator<Item = &str> {
    key.trim_start_matches('!').split('&')
}

impl Reader {
    /// Reads by this catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut numbers = Numbers::default();
        let places: FxHashMap<_, usize> =
            catalogue.entries.iter().enumerate().map(|(at, entry)| (&entry.id, at)).collect();
        let themes: Vec<Known> = catalogue
            .entries
            .iter()
            .map(|entry: &Entry| Known {
                topic: entry.topic,
                side: entry.side,
                origin: entry.origin,
                about: entry.about.iter().map(|key| numbers.number(key)).collect(),
                said: entry
                    .said
                    .iter()
                    .filter(|key| !key.starts_with('~'))
                    .map(|key| parts(key).map(|key| numbers.number(key)).collect())
                    .collect(),
                strong: marked(entry, '!').map(|key| numbers.number(key)).collect(),
                unless: marked(entry, '~').map(|key| numbers.number(key)).collect(),
                within: entry.within.as_ref().and_then(|id| places.get(id).copied()),
            })
            .collect();
        let abouts = catalogue
            .abouts
            .iter()
            .map(|(topic, keys)| (*topic, keys.iter().map(|key| numbers.number(key)).collect()))
            .collect();
        let mut says = vec![Vec::new(); numbers.keys.len()];
        for (at, theme) in themes.iter().enumerate() {
            for &key in theme.said.iter().flatten() {
                says[key].push(at);
            }
        }
        Self { finder: Finder::new(numbers.keys), themes, says, abouts, in_the_end: catalogue.in_the_end() }
    }

    /// The places in the catalogue of the themes that a statement speaks of, as people merged and split them; none is
    /// *other*.
    #[must_use]
    pub fn read(&self, statement: &Statement) -> Vec<usize> {
        let text = Squeezed::new(&statement.text);
        let hits = self.finder.find(&text);
        let found = Found::new(self, &hits, statement);
        let mut chosen = found.chosen();
        if chosen.is_empty() {
            chosen.extend(self.general(statement));
        }
        for theme in &mut chosen {
            *theme = self.part(*theme, &found);
        }
        let mut ends: Vec<usize> = Vec::with_capacity(chosen.len());
        for theme in chosen {
            let end = self.in_the_end[theme];
            if !ends.contains(&end) {
                ends.push(end);
            }
        }
        ends
    }

    /// Of a topic and glad or unhappy, and no more.
    fn general(&self, statement: &Statement) -> Option<usize> {
        let (topic, side) = (*statement.topic.first()?, stance(statement)?);
        self.themes.iter().position(|it| it.origin == Origin::General && it.topic == topic && it.side == side)
    }

    /// The part that people cut out of a theme, if the statement belongs there.
    fn part(&self, theme: usize, found: &Found<'_>) -> usize {
        let part = (theme + 1..self.themes.len())
            .find(|&part| self.themes[part].within == Some(theme) && found.strength(&self.themes[part]) > 0);
        part.map_or(theme, |part| self.part(part, found))
    }
}

/// What was found in one statement.
struct Found<'r> {
    reader: &'r Reader,
    statement: &'r Statement,
    /// By key its letters.
    said: FxHashMap<usize, usize>,
    /// Keys that stand there, their opposites included.
    there: FxHashSet<usize>,
    asks: bool,
}

/// A theme that fits, and how well: the greatest fits best.
#[derive(Debug, Clone, Copy)]
struct Fit {
    theme: usize,
    /// Its topic is among the statement's.
    labelled: bool,
    /// It says itself what must be spoken of, and that is.
    own: bool,
    /// A strong key of it is said.
    strong: bool,
    score: usize,
}

impl<'r> Found<'r> {
    fn new(reader: &'r Reader, hits: &[Hit], statement: &'r Statement) -> Self {
        let asks = matches!(statement.intent, Some(Intent::Question | Intent::Request));
        Self {
            reader,
            statement,
            said: hits.iter().filter(|hit| !hit.negated).map(|hit| (hit.key, hit.length)).collect(),
            there: hits.iter().map(|hit| hit.key).collect(),
            asks,
        }
    }

    /// How much of what a theme says is said: letters of the longest alternative, and how many others there are.
    fn strength(&self, theme: &Known) -> usize {
        let lengths =
            theme.said.iter().filter_map(|keys| keys.iter().map(|key| self.said.get(key)).sum::<Option<usize>>());
        let (longest, count) = lengths.fold((0, 0), |(longest, count), length| (length.max(longest), count + 1));
        if count == 0 { 0 } else { 2 * longest + 2 * count }
    }

    fn sides_with(&self, side: Side) -> bool {
        let glad = self.statement.sentiment == Some(Sentiment::Positive) && self.statement.score > PLAINLY;
        let unhappy = self.statement.sentiment == Some(Sentiment::Negative) && self.statement.score < -PLAINLY;
        match side {
            Side::Good => !unhappy,
            Side::Bad => !glad,
            Side::Ask => self.asks,
            Side::Any => true,
        }
    }

    fn fit(&self, at: usize) -> Option<Fit> {
        let theme = &self.reader.themes[at];
        let strength = self.strength(theme);
        if strength == 0 || theme.within.is_some() || !self.sides_with(theme.side) {
            return None;
        }
        let rank = self.statement.topic.iter().position(|topic| *topic == theme.topic);
        let own = !theme.about.is_empty();
        let spoken = if own {
            theme.about.iter().any(|key| self.there.contains(key))
        } else {
            let of_topic = self.reader.abouts.iter().find(|(topic, _)| *topic == theme.topic);
            of_topic.is_some_and(|(_, keys)| keys.iter().any(|key| self.there.contains(key)))
        };
        let strong = theme.strong.iter().any(|key| self.said.contains_key(key))
            && !theme.unless.iter().any(|key| self.there.contains(key));
        if !spoken && !strong && (own || rank.is_none()) {
            return None;
        }
        let score =
            strength + if spoken { 4 } else { 0 } + if own { 2 } else { 0 } + if rank == Some(0) { 3 } else { 0 };
        Some(Fit { theme: at, labelled: rank.is_some(), own: own && spoken, strong, score })
    }

    fn chosen(&self) -> Vec<usize> {
        let mut places: Vec<usize> = self.said.keys().flat_map(|key| &self.reader.says[*key]).copied().collect();
        places.sort_unstable();
        places.dedup();
        let fits: Vec<Fit> = places.into_iter().filter_map(|at| self.fit(at)).collect();
        let origin = |fit: &Fit| self.reader.themes[fit.theme].origin;
        let shipped: Vec<Fit> = fits.iter().copied().filter(|fit| origin(fit) == Origin::Shipped).collect();
        let stands = |fit: &&Fit| {
            let theme = &self.reader.themes[fit.theme];
            self.statement.topic.first() == Some(&theme.topic) && stance(self.statement) == Some(theme.side)
        };
        let grown = fits.iter().find(|fit| origin(fit) == Origin::Grown && stands(fit));
        let mut best: Vec<Fit> = Vec::new();
        for topic in Topic::ALL {
            let under = shipped
                .iter()
                .filter(|fit| self.reader.themes[fit.theme].topic == *topic && (fit.labelled || fit.own || fit.strong));
            // Of equal scores the one that stands first in the catalogue.
            best.extend(under.copied().reduce(|best, next| if next.score > best.score { next } else { best }));
        }
        if best.is_empty() {
            best.extend(shipped.iter().copied().reduce(|best, next| if next.score > best.score { next } else { best }));
        }
        if best.is_empty() {
            best.extend(grown);
        }
        best.sort_by_key(|fit| std::cmp::Reverse(fit.score));
        best.extend(fits.iter().filter(|fit| origin(fit) == Origin::Emerged));
        best.into_iter().map(|fit| fit.theme).collect()
    }
}
