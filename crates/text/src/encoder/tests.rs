//! That the encoder is the one that was trained.

use super::*;
use crate::label::borders;

#[test]
fn it_reads_as_the_training_does() {
    let encoder = Encoder::shipped().expect("the weights of this version");
    for line in include_str!("golden.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let around = Around { before: Some(fields[1]), after: Some(fields[2]) };
        let ids: Vec<usize> = fields[3].split(' ').map(|id| id.parse().expect("a number")).collect();
        let (_, found) = encoder.laid_out(fields[0], around);
        assert_eq!(found, ids, "{}", fields[0]);
        let wanted: Vec<f32> = fields[4].split(' ').map(|sum| sum.parse().expect("a number")).collect();
        let sight = encoder.look(fields[0], &borders::words(fields[0]), around);
        let most = sight.sums.iter().zip(&wanted).map(|(one, other)| (one - other).abs()).fold(0.0, f32::max);
        assert!(sight.sums.len() == wanted.len() && most < 0.05, "{}: {most}", fields[0]);
    }
}

#[test]
fn nothing_and_very_much_are_read_too() {
    let encoder = Encoder::shipped().expect("the weights of this version");
    let long = "배송이 늦어서 속상해요 ".repeat(200);
    for text in ["", "\u{200b}", "🧿", &long] {
        let words = borders::words(text);
        let around = Around { before: Some(&long), after: Some(text) };
        assert!(encoder.laid_out(text, around).1.len() <= encoder.place.rows(), "{text:?}");
        let sight = encoder.look(text, &words, around);
        assert_eq!(sight.spans.len(), words.len());
        assert!(sight.sums.iter().all(|sum| sum.is_finite()));
    }
}
