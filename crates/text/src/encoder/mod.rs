//! A second, closer look at a statement: a small transformer that was trained on the same corpus.
//!
//! Why beside the linear models: it knows words and turns of phrase from far more text than any corpus of ours, and
//! reads a statement as a whole; but it takes hundreds of times as long. So it is asked for, never in the way.
//!
//! multilingual-e5-small (MIT), its vocabulary trimmed to Korean, English and signs, fine-tuned by `crates/text/train`.
//! No library: a few matrices of whole numbers, the same result everywhere.

mod layer;
mod matrix;
mod pieces;
mod read;

use std::iter;
use std::ops::Range;

use layer::{Layer, Norm};
use matrix::{Linear, Matrix};
use pieces::{Piece, Pieces};

use crate::label::BadWeights;
use crate::label::borders::Word;
use crate::label::heads::SPAN;
use crate::label::weights::checksum;

const PACKED: &[u8] = include_bytes!("../../assets/encoder.weights");

/// What stands beside a statement in its voice: whether a fact is a complaint is often told by its neighbours.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Around<'t> {
    /// The statement before.
    pub before: Option<&'t str>,
    /// The statement after.
    pub after: Option<&'t str>,
}

/// Places that the statement before leaves to the one after.
const LEFT_TO_AFTER: usize = 6;

/// What the encoder makes of a statement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sight {
    /// By column of a statement's own labels, as [`crate::label::heads`] has them.
    pub sums: Vec<f32>,
    /// By word: neither, cause, consequence.
    pub spans: Vec<Vec<f32>>,
}

/// The trained encoder.
#[derive(Debug)]
pub struct Encoder {
    pieces: Pieces,
    word: Matrix,
    place: Matrix,
    norm: Norm,
    layers: Vec<Layer>,
    labels: Linear,
    spans: Linear,
}

impl Encoder {
    /// That in the program.
    pub(crate) fn shipped() -> Result<Self, BadWeights> {
        read::unpack(PACKED)
    }

    /// Which one the program has: its checksum in eight hexadecimal digits.
    pub(crate) fn shipped_name() -> String {
        checksum(PACKED)
    }

    /// From a file.
    ///
    /// # Errors
    /// [`BadWeights`] says what is wrong with it.
    pub fn unpack(packed: &[u8]) -> Result<Self, BadWeights> {
        read::unpack(packed)
    }

    /// Reads a statement whose words are given, with what stands around it; letters beyond the last place it knows are
    /// not seen.
    pub(crate) fn look(&self, text: &str, words: &[Word], around: Around<'_>) -> Sight {
        let (cut, ids) = self.laid_out(text, around);
        let width = self.word.columns();
        let mut hidden: Vec<f32> = Vec::with_capacity(ids.len() * width);
        for (at, id) in ids.into_iter().enumerate() {
            hidden.extend(self.word.row(id).zip(self.place.row(at)).map(|(word, place)| word + place));
        }
        self.norm.apply(&mut hidden);
        for layer in &self.layers {
            layer.apply(&mut hidden);
        }
        // What stands around has been read along and has no labels here.
        let count = cut.len() + 2;
        hidden.truncate(count * width);
        let mut mean = vec![0.0_f32; width];
        for row in hidden.chunks_exact(width) {
            mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        mean.iter_mut().for_each(|sum| *sum /= count as f32);
        let told = self.spans.apply(&hidden[width..hidden.len() - width]);
        let chances: Vec<Vec<f32>> = told.chunks_exact(SPAN.len).map(|row| SPAN.chances(row)).collect();
        let places: Vec<Range<usize>> = cut.into_iter().map(|piece| piece.place).collect();
        let offset = words.first().map_or(0, |word| word.start);
        let spans =
            words.iter().map(|word| of_word(word.start - offset..word.end - offset, &places, &chances)).collect();
        Sight { sums: self.labels.apply(&mean), spans }
    }

    /// The statement's pieces first, then the end of what was said before and the beginning of what was said after, as
    /// far as there are places.
    fn laid_out(&self, text: &str, around: Around<'_>) -> (Vec<Piece>, Vec<usize>) {
        let most = self.place.rows();
        let mut own = self.pieces.cut(text);
        own.truncate(most - 2);
        let said = |text: Option<&str>| -> Vec<usize> {
            let text = text.filter(|text| !text.is_empty());
            text.map(|text| self.pieces.cut(text).into_iter().map(|piece| piece.id).collect()).unwrap_or_default()
        };
        let (before, after) = (said(around.before), said(around.after));
        let mut ids: Vec<usize> = iter::once(pieces::BEGIN).chain(own.iter().map(|piece| piece.id)).collect();
        ids.push(pieces::END);
        let kept = if after.is_empty() { 0 } else { LEFT_TO_AFTER };
        let room = most.saturating_sub(ids.len() + 1 + kept);
        if room > 0 && !before.is_empty() {
            ids.extend(&before[before.len().saturating_sub(room)..]);
            ids.push(pieces::END);
        }
        let room = most.saturating_sub(ids.len() + 2);
        if room > 0 && !after.is_empty() {
            ids.push(pieces::END);
            ids.extend(after.iter().take(room));
            ids.push(pieces::END);
        }
        (own, ids)
    }
}

/// The mean over a word's pieces; *neither* for a word that was not seen.
fn of_word(word: Range<usize>, places: &[Range<usize>], chances: &[Vec<f32>]) -> Vec<f32> {
    let own = places.iter().zip(chances).filter(|(place, _)| place.start < word.end && place.end > word.start);
    let (mut sum, mut count) = (vec![0.0_f32; SPAN.len], 0.0_f32);
    for (_, row) in own {
        sum.iter_mut().zip(row).for_each(|(sum, chance)| *sum += chance);
        count += 1.0;
    }
    if count == 0.0 {
        return vec![1.0, 0.0, 0.0];
    }
    sum.iter_mut().for_each(|sum| *sum /= count);
    sum
}

#[cfg(test)]
mod tests;
