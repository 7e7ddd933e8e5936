//! Whether two short texts ask the same.
//!
//! By the letters and pairs of letters that both have and that only one has, spaces apart, each with a weight learnt
//! from pairs that people judged; and by how many of all they share. A question asked in other words altogether is not
//! found: that would take sentence embeddings, which were measured and left out ([ADR 24](../../../../docs/adr)).

use std::collections::BTreeSet;

use super::features::{Features, bucket, plain};
use super::heads::SAME;
use super::{Labeller, table::Table};

pub(crate) const BUCKETS: u32 = 1 << 16;
/// Shares of letters, of pairs of letters and of words in common, likeness of lengths, of ends and of beginnings, always.
pub(crate) const ROWS: usize = BUCKETS as usize + 7;
const SHARE_WEIGHT: f32 = 2.0;

/// What speaks for and against.
pub(crate) fn features(a: &str, b: &str) -> Features {
    let (a, b) = (plain(a), plain(b));
    let letters = |text: &str| -> Vec<char> { text.chars().filter(|letter| letter.is_alphanumeric()).collect() };
    let (one, two) = (letters(&a), letters(&b));
    let grams = |letters: &[char], size: usize| -> BTreeSet<Vec<char>> {
        letters.windows(size).map(<[char]>::to_vec).collect()
    };
    let mut rows: BTreeSet<u32> = BTreeSet::new();
    let mut shares = Vec::new();
    for size in [1, 2] {
        let (own, other) = (grams(&one, size), grams(&two, size));
        rows.extend(own.intersection(&other).map(|gram| bucket(30, gram, BUCKETS)));
        rows.extend(own.symmetric_difference(&other).map(|gram| bucket(31, gram, BUCKETS)));
        shares.push(in_common(&own, &other));
    }
    let words = |text: &str| -> BTreeSet<Vec<char>> { text.split(' ').map(&letters).collect() };
    shares.push(in_common(&words(&a), &words(&b)));
    let (short, long) = (one.len().min(two.len()), one.len().max(two.len()));
    shares.push(if long == 0 { 1.0 } else { short as f32 / long as f32 });
    let alike = |same: bool| if same { 1.0 } else { 0.0 };
    shares.push(alike(one[one.len().saturating_sub(2)..] == two[two.len().saturating_sub(2)..]));
    shares.push(alike(one[..one.len().min(2)] == two[..two.len().min(2)]));
    let weight = 1.0 / (rows.len() as f32).sqrt().max(1.0);
    let hashed = rows.into_iter().map(|row| (row, weight));
    let shared = (BUCKETS..).zip(shares).map(|(row, share)| (row, share * SHARE_WEIGHT));
    hashed.chain(shared).chain(std::iter::once((BUCKETS + 6, 1.0))).collect()
}

fn in_common(a: &BTreeSet<Vec<char>>, b: &BTreeSet<Vec<char>>) -> f32 {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    if either == 0 { 1.0 } else { both as f32 / either as f32 }
}

/// The chance that two texts ask the same, 0…1.
pub(crate) fn chance(a: &str, b: &str, table: &Table) -> f32 {
    if plain(a) == plain(b) { 1.0 } else { SAME.chances(&table.sums(&features(a, b)))[0] }
}

impl Labeller {
    /// The chance that two short texts ask the same, 0…1; the same whichever comes first.
    #[must_use]
    pub fn similar(&self, a: &str, b: &str) -> f64 {
        f64::from(chance(a, b, self.pair_table()))
    }
}
