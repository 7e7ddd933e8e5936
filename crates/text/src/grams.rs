//! Texts as weighted character 2- and 3-grams, which need no dictionary and forgive endings and typing errors.
//!
//! Weights are TF-IDF with a logarithm on the count and a smoothed inverse document frequency, scaled to length 1, so
//! that the likeness of two texts is the cosine of their vectors. Source: G. Salton and C. Buckley, "Term-weighting
//! approaches in automatic text retrieval", Information Processing & Management 24 (1988), 513–523.

use rustc_hash::FxHashMap;

/// So many characters of a text are compared: what a text is about is said early, and time stays bounded.
const COMPARED: usize = 160;

/// A text as it is compared: lower case, one space between words, and runs of one sign (`!!!`, `~~`) or of one single
/// Korean letter (`ㅋㅋㅋㅋ`) as one; `ㅜ` cries like `ㅠ`.
///
/// ```
/// assert_eq!(yeojido_text::normalise("  배송  빨라요!!! ㅋㅋㅋㅋ ㅜㅠ GOOD "), "배송 빨라요! ㅋ ㅠ good");
/// ```
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    for letter in text.chars().flat_map(char::to_lowercase) {
        let letter = match letter {
            'ㅜ' => 'ㅠ',
            _ if letter.is_whitespace() => ' ',
            _ => letter,
        };
        let runs = !letter.is_alphanumeric() || ('ㄱ'..='ㆎ').contains(&letter);
        if letter != last || !runs {
            out.push(letter);
        }
        last = letter;
    }
    out.truncate(out.trim_end().len());
    out
}

/// Vectors of some texts over the grams that occur in them.
#[derive(Debug)]
pub(crate) struct Vectors {
    /// For each text its grams, ascending, with their weights.
    texts: Vec<Vec<(u32, f32)>>,
    /// By gram, in how many texts it occurs.
    in_texts: Vec<f32>,
}

impl Vectors {
    /// Vectors of normalised texts.
    pub(crate) fn new(texts: &[String]) -> Self {
        let mut ids: FxHashMap<[char; 3], u32> = FxHashMap::default();
        let mut in_texts: Vec<f32> = Vec::new();
        let mut counted = Vec::with_capacity(texts.len());
        for text in texts {
            let mut own: Vec<u32> = Vec::new();
            each_gram(text, |gram| {
                let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                own.push(*ids.entry(gram).or_insert(next));
            });
            own.sort_unstable();
            let counts: Vec<(u32, f32)> =
                own.chunk_by(|a, b| a == b).map(|run| (run[0], 1.0 + count(run.len()).ln())).collect();
            in_texts.resize(ids.len(), 0.0);
            for (id, _) in &counts {
                in_texts[*id as usize] += 1.0;
            }
            counted.push(counts);
        }
        for text in &mut counted {
            for (id, weight) in text.iter_mut() {
                *weight *= ((1.0 + count(texts.len())) / (1.0 + in_texts[*id as usize])).ln() + 1.0;
            }
            let length = text.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            for (_, weight) in text.iter_mut() {
                *weight /= length;
            }
        }
        Self { texts: counted, in_texts }
    }

    /// The cosine of every text with every other, 0…1, row by row.
    pub(crate) fn likeness(&self) -> Vec<Vec<f32>> {
        let n = self.texts.len();
        let mut rows = vec![vec![0.0; n]; n];
        let mut weights = vec![0.0_f32; self.in_texts.len()];
        // Most grams occur in one text only and add nothing to any product.
        let shared = |text: &Vec<(u32, f32)>| -> Vec<(u32, f32)> {
            text.iter().copied().filter(|(id, _)| self.in_texts[*id as usize] > 1.0).collect()
        };
        let texts: Vec<_> = self.texts.iter().map(shared).collect();
        for (a, text) in texts.iter().enumerate() {
            for &(id, weight) in text {
                weights[id as usize] = weight;
            }
            rows[a][a] = 1.0;
            for (b, other) in texts.iter().enumerate().skip(a + 1) {
                let cosine: f32 = other.iter().map(|&(id, weight)| weight * weights[id as usize]).sum();
                rows[a][b] = cosine;
                rows[b][a] = cosine;
            }
            for &(id, _) in text {
                weights[id as usize] = 0.0;
            }
        }
        rows
    }

    /// Share of the grams of two texts that both have, 0…1 (Jaccard): how near they are to saying it in the same words.
    pub(crate) fn overlap(&self, a: usize, b: usize) -> f32 {
        let (a, b) = (&self.texts[a], &self.texts[b]);
        let both = a.iter().filter(|(id, _)| b.binary_search_by_key(id, |(other, _)| *other).is_ok()).count();
        let either = a.len() + b.len() - both;
        if either == 0 { 1.0 } else { count(both) / count(either) }
    }
}

/// Bounds of a text count as spaces, so that even one character makes a gram.
fn each_gram(text: &str, mut see: impl FnMut([char; 3])) {
    let letters: Vec<char> =
        std::iter::once(' ').chain(text.chars().take(COMPARED)).chain(std::iter::once(' ')).collect();
    for pair in letters.windows(2) {
        see([pair[0], pair[1], '\0']);
    }
    for three in letters.windows(3) {
        see([three[0], three[1], three[2]]);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of grams and texts stay far below 2^24")]
const fn count(n: usize) -> f32 {
    n as f32
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_that_differ_in_noise_are_one() {
        for (text, expected) in [
            ("ㅋㅋㅋㅋㅋ 좋아요", "ㅋ 좋아요"),
            ("좋아요ㅠㅜㅠ", "좋아요ㅠ"),
            ("좋아요....!!", "좋아요.!"),
            ("\tA  B\n", "a b"),
            ("1000원 쓸쓸", "1000원 쓸쓸"),
            ("   ", ""),
        ] {
            assert_eq!(normalise(text), expected, "{text:?}");
        }
    }

    /// The plainest way: maps of text to count, and every formula as it is written.
    fn naive_cosine(texts: &[String], a: usize, b: usize) -> f64 {
        let grams = |text: &String| {
            let padded: Vec<char> = format!(" {text} ").chars().collect();
            let mut counts: BTreeMap<String, f64> = BTreeMap::new();
            for size in [2, 3] {
                for window in padded.windows(size) {
                    *counts.entry(window.iter().collect()).or_default() += 1.0;
                }
            }
            counts
        };
        let weigh = |text: &String| -> BTreeMap<String, f64> {
            let having = |gram: &String| texts.iter().filter(|t| grams(t).contains_key(gram)).count() as f64;
            let idf = |gram: &String| ((1.0 + texts.len() as f64) / (1.0 + having(gram))).ln() + 1.0;
            grams(text).into_iter().map(|(gram, n)| (gram.clone(), (1.0 + n.ln()) * idf(&gram))).collect()
        };
        let dot = |x: &BTreeMap<String, f64>, y: &BTreeMap<String, f64>| -> f64 {
            x.iter().map(|(gram, weight)| weight * y.get(gram).unwrap_or(&0.0)).sum()
        };
        let (x, y) = (weigh(&texts[a]), weigh(&texts[b]));
        dot(&x, &y) / (dot(&x, &x) * dot(&y, &y)).sqrt()
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing_more(text in "[ㅋㅠㅜ가-갛A-Ca-c!~ .0-2]{0,30}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn likeness_and_overlap_equal_their_naive_twins(texts in prop::collection::vec("[가-나 a]{0,6}", 2..5)) {
            let vectors = Vectors::new(&texts);
            let rows = vectors.likeness();
            let set = |text: &String| -> BTreeSet<Vec<char>> {
                let padded: Vec<char> = format!(" {text} ").chars().collect();
                padded.windows(2).chain(padded.windows(3)).map(<[char]>::to_vec).collect()
            };
            for a in 0..texts.len() {
                for b in 0..texts.len() {
                    prop_assert!((f64::from(rows[a][b]) - naive_cosine(&texts, a, b)).abs() < 1e-4);
                    let (x, y) = (set(&texts[a]), set(&texts[b]));
                    let jaccard = x.intersection(&y).count() as f32 / x.union(&y).count() as f32;
                    prop_assert!((vectors.overlap(a, b) - jaccard).abs() < 1e-6);
                }
            }
        }
    }
}
