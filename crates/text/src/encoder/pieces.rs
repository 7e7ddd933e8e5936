//! A text cut into pieces of the vocabulary: of all cuttings the one whose pieces' scores add up to most
//! (T. Kudo, "Subword regularization", ACL 2018), found word by word.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// Before the first piece and after the last.
pub(super) const BEGIN: usize = 0;
pub(super) const END: usize = 2;
const UNKNOWN: usize = 3;
/// Stands before every word.
const MARK: char = '\u{2581}';
/// A letter that no piece holds costs so much more than the worst piece.
const UNKNOWN_COST: f32 = 10.0;

/// A piece and the letters of the text that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub id: usize,
    pub place: Range<usize>,
}

#[derive(Debug)]
pub(super) struct Pieces {
    ids: FxHashMap<String, (usize, f32)>,
    longest: usize,
    unknown: f32,
    /// What letters are read as.
    plain: FxHashMap<char, String>,
}

impl Pieces {
    pub(super) fn new(pieces: Vec<(String, f32)>, plain: FxHashMap<char, String>) -> Self {
        let unknown = pieces.iter().map(|(_, score)| *score).fold(f32::MAX, f32::min) - UNKNOWN_COST;
        let ids: FxHashMap<String, (usize, f32)> = pieces
            .into_iter()
            .enumerate()
            .filter(|(id, (piece, _))| *id != UNKNOWN && !piece.is_empty())
            .map(|(id, (piece, score))| (piece, (id, score)))
            .collect();
        let longest = ids.keys().map(|piece| piece.chars().count()).max().unwrap_or(1);
        Self { ids, longest, unknown, plain }
    }

    /// The pieces of a text, in order.
    pub(super) fn cut(&self, text: &str) -> Vec<Piece> {
        let (letters, places) = self.plain(text);
        let mut pieces = Vec::new();
        let mut start = 0;
        while start < letters.len() {
            let end = (start + 1..letters.len()).find(|at| letters[*at] == MARK).unwrap_or(letters.len());
            for (id, range) in self.word(&letters[start..end]) {
                let last = start + range.end - 1;
                // The mark is no letter of the text, unless it stands alone.
                let first = (start + range.start + usize::from(letters[start + range.start] == MARK)).min(last);
                pieces.push(Piece { id, place: places[first]..places[last] + 1 });
            }
            start = end;
        }
        pieces
    }

    /// Letters as they are read, a mark before every word, and where each stands in the text.
    fn plain(&self, text: &str) -> (Vec<char>, Vec<usize>) {
        let (mut letters, mut places) = (vec![MARK], vec![0]);
        for (at, letter) in text.chars().enumerate() {
            let mut own = [0; 4];
            let read = self.plain.get(&letter).map_or_else(|| &*letter.encode_utf8(&mut own), String::as_str);
            for one in read.chars() {
                if one == ' ' && letters.last() == Some(&MARK) {
                    continue;
                }
                letters.push(if one == ' ' { MARK } else { one });
                places.push(at);
            }
        }
        (letters, places)
    }

    fn word(&self, letters: &[char]) -> Vec<(usize, Range<usize>)> {
        let mut best: Vec<(f32, usize, usize)> = vec![(f32::MIN, UNKNOWN, 0); letters.len() + 1];
        best[0].0 = 0.0;
        let mut piece = String::new();
        for from in 0..letters.len() {
            piece.clear();
            let so_far = best[from].0;
            for (to, letter) in (from + 1..).zip(letters[from..].iter().take(self.longest)) {
                piece.push(*letter);
                if let Some((id, score)) = self.ids.get(&piece)
                    && so_far + score > best[to].0
                {
                    best[to] = (so_far + score, *id, from);
                }
            }
            if so_far + self.unknown > best[from + 1].0 {
                best[from + 1] = (so_far + self.unknown, UNKNOWN, from);
            }
        }
        let mut found = Vec::new();
        let mut end = letters.len();
        while end > 0 {
            let (_, id, from) = best[end];
            found.push((id, from..end));
            end = from;
        }
        found.reverse();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        let named = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁배송", "이", "▁늦", "었", "▁배", "송이"];
        let scores = [0.0, 0.0, 0.0, 0.0, -4.0, -5.0, -3.0, -6.0, -5.0, -5.5, -9.0];
        let plain = FxHashMap::from_iter([('\n', " ".to_owned()), ('Ａ', "A".to_owned())]);
        Pieces::new(named.iter().map(|name| (*name).to_owned()).zip(scores).collect(), plain)
    }

    #[test]
    fn the_best_cutting_wins_and_knows_its_place() {
        let found: Vec<(usize, Range<usize>)> =
            pieces().cut("배송이 \n늦었").into_iter().map(|piece| (piece.id, piece.place)).collect();
        assert_eq!(found, [(5, 0..2), (6, 2..3), (7, 5..6), (8, 6..7)]);
    }

    #[test]
    fn letters_that_no_piece_holds_are_unknown() {
        let found: Vec<usize> = pieces().cut("Ａ이").into_iter().map(|piece| piece.id).collect();
        assert_eq!(found, [4, UNKNOWN, 6]);
        assert_eq!(pieces().cut("").len(), 1, "the mark of an empty word");
    }
}
