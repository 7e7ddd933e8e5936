//! Which correction belongs to which statement, also after another model has cut the words otherwise.
//!
//! A correction stands for a place in a voice. It belongs to the statement that shares most of that place, if that is at
//! least half of it; of two that share as much, to the earlier. Where several corrections meet at one statement, the one for
//! exactly that place holds, else the one that shares most, else the newest. What finds no statement, or whose words no longer
//! stand there, is kept, holds nowhere and is counted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use yeojido_domain::VoiceKey;
use yeojido_lake::StatementRow;
use yeojido_store::Corrected;

use super::told::words;

/// Corrections with their statements.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Fitted<'c> {
    /// By the place of the statement among all.
    pub holds: BTreeMap<usize, &'c Corrected>,
    /// Those that decide something and hold nowhere.
    pub nowhere: u64,
}

/// Tells words apart without telling them; the same words of two voices have two digests.
pub(super) fn digest(voice: VoiceKey, words: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&voice.0.to_be_bytes());
    hasher.update(words.as_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

pub(super) fn fit<'c>(
    rows: &[StatementRow],
    texts: &HashMap<VoiceKey, Arc<str>>,
    corrections: &'c [Corrected],
) -> Fitted<'c> {
    let mut fitted = Fitted::default();
    // How well whoever holds a statement now fits it.
    let mut best: HashMap<usize, (bool, u32, i64)> = HashMap::new();
    for one in corrections {
        let stands = texts
            .get(&one.place.voice)
            .is_some_and(|text| digest(one.place.voice, &words(text, one.place.start, one.place.end)) == one.words);
        let Some((at, shared)) = stands.then(|| nearest(rows, one)).flatten() else {
            continue;
        };
        let row = &rows[at];
        let exact = (row.start, row.end) == (one.place.start, one.place.end);
        let rank = (exact, shared, one.number);
        if best.get(&at).is_none_or(|held| *held < rank) {
            best.insert(at, rank);
            fitted.holds.insert(at, one);
        }
    }
    let decided = |one: &&&Corrected| one.correction.is_some();
    let all = corrections.iter().filter(|one| one.correction.is_some()).count();
    fitted.nowhere = (all - fitted.holds.values().filter(decided).count()) as u64;
    fitted
}

/// Where the statements of one voice stand among all, which are in the order of their voices.
pub(super) fn places(rows: &[StatementRow], voice: VoiceKey) -> Range<usize> {
    let from = rows.partition_point(|row| row.voice < voice);
    from..from + rows[from..].partition_point(|row| row.voice == voice)
}

/// The statement that shares most of a correction's place, and how much.
fn nearest(rows: &[StatementRow], one: &Corrected) -> Option<(usize, u32)> {
    let place = &one.place;
    let shared = |at: usize| {
        let row = &rows[at];
        row.end.min(place.end).saturating_sub(row.start.max(place.start))
    };
    let own = places(rows, place.voice).map(|at| (at, shared(at)));
    let most = own.max_by_key(|&(at, shared)| (shared, Reverse(at)))?;
    (most.1 > 0 && 2 * most.1 >= place.end.saturating_sub(place.start)).then_some(most)
}

#[cfg(test)]
mod tests {
    use yeojido_domain::{Correction, Labels, Micros, Sentiment};
    use yeojido_store::{Author, PlaceInVoice};

    use super::*;

    const VOICE: VoiceKey = VoiceKey(5);
    const TEXT: &str = "배송은 빨랐어요. 포장은 찢어졌어요";

    fn cut(places: &[(u32, u32)]) -> Vec<StatementRow> {
        let row =
            |&(start, end)| StatementRow { voice: VOICE, start, end, labels: Labels::default(), model: "one".into() };
        places.iter().map(row).collect()
    }

    fn texts() -> HashMap<VoiceKey, Arc<str>> {
        HashMap::from([(VOICE, Arc::from(TEXT))])
    }

    fn corrected(number: i64, start: u32, end: u32) -> Corrected {
        let glad = Correction { sentiment: Some(Sentiment::Positive), ..Correction::default() };
        Corrected {
            number,
            place: PlaceInVoice { voice: VOICE, start, end },
            words: digest(VOICE, &words(TEXT, start, end)),
            revision: 1,
            correction: Some(glad),
            at: Micros(number),
            by: Author { id: "owner".into(), name: None },
        }
    }

    fn held(cuts: &[(u32, u32)], corrections: &[Corrected]) -> (Vec<(usize, i64)>, u64) {
        let statements = cut(cuts);
        let fitted = fit(&statements, &texts(), corrections);
        (fitted.holds.iter().map(|(at, one)| (*at, one.number)).collect(), fitted.nowhere)
    }

    #[test]
    fn a_correction_holds_for_its_own_statement() {
        assert_eq!(held(&[(0, 9), (10, 19)], &[corrected(1, 10, 19)]), (vec![(1, 1)], 0));
    }

    #[test]
    fn after_another_cut_it_holds_for_the_statement_that_shares_most_of_it() {
        assert_eq!(held(&[(0, 19)], &[corrected(1, 10, 19)]), (vec![(0, 1)], 0), "put together");
        assert_eq!(held(&[(0, 9), (10, 19)], &[corrected(1, 0, 19)]), (vec![], 1), "nine of nineteen are not half");
        assert_eq!(held(&[(0, 12), (13, 19)], &[corrected(1, 0, 19)]), (vec![(0, 1)], 0), "cut in two");
        assert_eq!(held(&[(0, 3)], &[corrected(1, 10, 19)]), (vec![], 1), "nothing is left of it");
    }

    #[test]
    fn of_several_at_one_statement_the_exact_one_holds_and_the_others_are_counted() {
        let both = [corrected(1, 0, 9), corrected(2, 10, 19)];
        assert_eq!(held(&[(0, 19)], &both), (vec![(0, 2)], 1), "the newest of two that share as much");
        let exact = [corrected(1, 0, 19), corrected(2, 10, 19)];
        assert_eq!(held(&[(0, 19)], &exact), (vec![(0, 1)], 1));
    }

    #[test]
    fn it_does_not_hold_for_other_words_at_the_same_place() {
        let other = Corrected { words: digest(VOICE, "다른 말"), ..corrected(1, 0, 9) };
        assert_eq!(held(&[(0, 9)], &[other]), (vec![], 1));
        let gone = Corrected { place: PlaceInVoice { voice: VoiceKey(6), start: 0, end: 9 }, ..corrected(1, 0, 9) };
        assert_eq!(held(&[(0, 9)], &[gone]), (vec![], 1));
        assert_ne!(digest(VOICE, "같은 말"), digest(VoiceKey(6), "같은 말"));
    }

    #[test]
    fn one_that_went_back_to_the_models_labels_is_not_missing_anywhere() {
        let back = Corrected { correction: None, ..corrected(1, 3, 5) };
        assert_eq!(held(&[(0, 19)], &[back]).1, 0);
    }
}
