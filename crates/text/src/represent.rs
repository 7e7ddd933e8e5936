//! Which few texts speak for many: chosen so that together they cover what was said, not the first that came.
//!
//! Greedy facility location: again and again the text is taken that adds most to the sum, over all texts, of the
//! likeness to their nearest quote. Source: G. Cornuéjols, M. Fisher and G. Nemhauser, "Location of bank accounts to
//! optimize float", Management Science 23 (1977), 789–810, who bound the loss against the best choice; used for
//! summaries by H. Lin and J. Bilmes, ACL 2011, 510–520.
//!
//! Three things temper it. Quotes are shared out among good, neutral, bad and unrated texts in proportion to how many
//! there are (largest remainder). A text that is too short to say anything or too long to read counts for less. And a
//! text in nearly the same words as a quote is not quoted again, so there may be fewer quotes than asked for.
//!
//! Up to 600 texts are compared, which bounds time. Of more, those with the lowest hashes are considered: as good as
//! drawn by lot, the same on every computation, and nearly the same when a few texts come in, so that a living map does
//! not change its quotes without a reason. The order in which texts are given makes no difference.

use rustc_hash::FxHashMap;
use yeojido_domain::Sentiment;

use crate::grams::{Vectors, normalise};

/// Texts that are compared with each other.
const CONSIDERED: usize = 600;
/// Characters of a text that is easily read in a cell of the map.
const READABLE: std::ops::RangeInclusive<usize> = 10..=80;
/// Share of grams from which two texts say it in the same words.
const SAME_WORDS: f32 = 0.5;
/// A quote from a happy customer stands only half for an unhappy one, however alike the words.
const OTHER_SENTIMENT: f32 = 0.5;

/// One text, with the rating of whoever said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// Verbatim.
    pub text: &'a str,
    /// By their rating, if they gave one.
    pub sentiment: Option<Sentiment>,
}

/// A text that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// Its place in the list that was given.
    pub index: usize,
    /// Considered texts, itself among them, to which it is the nearest quote.
    pub stands_for: usize,
}

/// The choice, and what it rests on. `considered` = all `stands_for` + `unlike`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Representatives {
    /// Those that stand for most first; at most as many as asked for.
    pub quotes: Vec<Chosen>,
    /// Texts that were compared. Fewer than `of` when there are more than 600: then `stands_for` counts in a sample.
    pub considered: usize,
    /// Texts given that are not blank.
    pub of: usize,
    /// Considered texts that have nothing in common with any quote.
    pub unlike: usize,
}

/// Chooses up to `k` quotes that stand for all texts.
///
/// ```
/// use yeojido_text::{Said, represent};
/// let said = ["배송이 정말 빨라서 좋았어요", "배송이 빨라서 좋았어요!", "배송 진짜 빨라요 좋아요", "환불이 너무 늦어서 힘들었어요"];
/// let texts: Vec<Said> = said.iter().map(|text| Said { text, sentiment: None }).collect();
/// let chosen = represent(&texts, 2);
/// assert_eq!((chosen.considered, chosen.of, chosen.quotes.len()), (4, 4, 2));
/// assert_eq!(chosen.quotes.iter().map(|quote| quote.stands_for).collect::<Vec<_>>(), [3, 1]);
/// ```
#[must_use]
pub fn represent(texts: &[Said<'_>], k: usize) -> Representatives {
    let spoken: Vec<usize> = (0..texts.len()).filter(|&at| !texts[at].text.trim().is_empty()).collect();
    let considered = sample(texts, &spoken);
    let shares = share_out(k, &count_kinds(texts, &spoken));
    let words: Vec<String> = considered.iter().map(|&at| normalise(texts[at].text)).collect();
    let vectors = Vectors::new(&words);
    let mut likeness = vectors.likeness();
    for (row, &a) in likeness.iter_mut().zip(&considered) {
        for (alike, &b) in row.iter_mut().zip(&considered) {
            if matches!((texts[a].sentiment, texts[b].sentiment), (Some(x), Some(y)) if x != y) {
                *alike *= OTHER_SENTIMENT;
            }
        }
    }
    let kinds: Vec<usize> = considered.iter().map(|&at| kind(texts[at])).collect();
    let weights: Vec<f32> = considered.iter().map(|&at| readable(texts[at].text)).collect();
    let picked = pick(&likeness, &vectors, &kinds, &weights, shares);
    stand_for(&picked, &likeness, &considered, spoken.len())
}

/// Good, neutral, bad, unrated.
const fn kind(said: Said<'_>) -> usize {
    match said.sentiment {
        Some(Sentiment::Positive) => 0,
        Some(Sentiment::Neutral) => 1,
        Some(Sentiment::Negative) => 2,
        None => 3,
    }
}

fn count_kinds(texts: &[Said<'_>], spoken: &[usize]) -> [usize; 4] {
    let mut counts = [0; 4];
    for &at in spoken {
        counts[kind(texts[at])] += 1;
    }
    counts
}

/// Shares `k` out in proportion by largest remainder (Hamilton); on equal remainders the more numerous kind has it.
fn share_out(k: usize, counts: &[usize; 4]) -> [usize; 4] {
    let all: usize = counts.iter().sum();
    if all == 0 {
        return [0; 4];
    }
    let mut shares = counts.map(|count| k * count / all);
    let mut order = [0, 1, 2, 3];
    order.sort_by_key(|&kind| std::cmp::Reverse((k * counts[kind] % all, counts[kind])));
    let left = k - shares.iter().sum::<usize>();
    for &kind in order.iter().take(left) {
        shares[kind] += 1;
    }
    shares
}

/// The texts to compare, in the order of their words, so that the order they were given in makes no difference.
fn sample(texts: &[Said<'_>], spoken: &[usize]) -> Vec<usize> {
    let mut chosen = spoken.to_vec();
    if spoken.len() > CONSIDERED {
        // Equal texts are different voices: each draws its own lot.
        let mut before: FxHashMap<(&str, usize), u64> = FxHashMap::default();
        let mut lots: Vec<(u64, usize)> = Vec::with_capacity(spoken.len());
        for &at in spoken {
            let nth = before.entry((texts[at].text, kind(texts[at]))).or_default();
            *nth += 1;
            lots.push((lot(texts[at], *nth), at));
        }
        lots.select_nth_unstable(CONSIDERED);
        lots.truncate(CONSIDERED);
        chosen = lots.into_iter().map(|(_, at)| at).collect();
    }
    chosen.sort_unstable_by_key(|&at| (texts[at].text, kind(texts[at]), at));
    chosen
}

/// FNV-1a over the text, then the finaliser of MurmurHash3, which spreads what FNV leaves in the low bits.
fn lot(said: Said<'_>, nth: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ (nth << 2) ^ kind(said) as u64;
    let mut hash = said.text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
        hash = (hash ^ (hash >> 33)).wrapping_mul(factor);
    }
    hash ^ (hash >> 33)
}

/// How much a text counts as a quote, by its length: 1 where it is easily read.
fn readable(text: &str) -> f32 {
    let length = text.trim().chars().count();
    match length {
        _ if READABLE.contains(&length) => 1.0,
        0..=4 => 0.25,
        5..=9 => 0.5,
        81..=160 => 0.7,
        _ => 0.4,
    }
}

/// The places of the quotes among the considered, in the order in which they were taken.
fn pick(
    likeness: &[Vec<f32>],
    vectors: &Vectors,
    kinds: &[usize],
    weights: &[f32],
    mut shares: [usize; 4],
) -> Vec<usize> {
    let mut picked: Vec<usize> = Vec::new();
    let mut covered = vec![0.0_f32; likeness.len()];
    let mut eligible = vec![true; likeness.len()];
    let mut free = 0;
    loop {
        // A share that nobody of its kind can fill goes to whoever adds most.
        for (kind, share) in shares.iter_mut().enumerate() {
            if !(0..kinds.len()).any(|at| eligible[at] && kinds[at] == kind) {
                free += std::mem::take(share);
            }
        }
        let gain = |at: usize| {
            let sum: f32 = likeness[at].iter().zip(&covered).map(|(alike, have)| (alike - have).max(0.0)).sum();
            sum * weights[at]
        };
        let open = (0..kinds.len()).filter(|&at| eligible[at] && shares[kinds[at]] + free > 0);
        // Of equal gains the first in the order of words is taken.
        let best = open.map(|at| (gain(at), at)).reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((_, best)) = best else { return picked };
        let share = &mut shares[kinds[best]];
        if *share > 0 {
            *share -= 1;
        } else {
            free -= 1;
        }
        for (have, alike) in covered.iter_mut().zip(&likeness[best]) {
            *have = have.max(*alike);
        }
        for (at, may) in eligible.iter_mut().enumerate() {
            *may = *may && vectors.overlap(at, best) < SAME_WORDS;
        }
        picked.push(best);
    }
}

fn stand_for(picked: &[usize], likeness: &[Vec<f32>], considered: &[usize], of: usize) -> Representatives {
    let mut counts = vec![0; picked.len()];
    let mut unlike = 0;
    for row in likeness {
        let nearest = (0..picked.len()).reduce(|a, b| if row[picked[b]] > row[picked[a]] { b } else { a });
        match nearest.filter(|&quote| row[picked[quote]] > 0.0) {
            Some(quote) => counts[quote] += 1,
            None => unlike += 1,
        }
    }
    let mut quotes: Vec<Chosen> =
        picked.iter().zip(counts).map(|(&at, stands_for)| Chosen { index: considered[at], stands_for }).collect();
    // Stable: of those that stand for equally many the one that was taken first.
    quotes.sort_by_key(|quote| std::cmp::Reverse(quote.stands_for));
    Representatives { quotes, considered: considered.len(), of, unlike }
}

#[cfg(test)]
mod tests;
