//! What every choice must keep, and the cases that are easily got wrong.

use proptest::prelude::*;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use super::*;

fn unrated<'a>(texts: &[&'a str]) -> Vec<Said<'a>> {
    texts.iter().map(|text| Said { text, sentiment: None }).collect()
}

fn quoted<'a>(texts: &[Said<'a>], k: usize) -> Vec<(&'a str, usize)> {
    represent(texts, k).quotes.iter().map(|quote| (texts[quote.index].text, quote.stands_for)).collect()
}

#[test]
fn nothing_said_gives_no_quote() {
    assert_eq!(represent(&[], 3), Representatives::default());
    assert_eq!(represent(&unrated(&["", "  \n"]), 3), Representatives::default());
    let none = represent(&unrated(&["좋아요"]), 0);
    assert_eq!((none.quotes.len(), none.considered, none.of, none.unlike), (0, 1, 1, 1));
}

#[test]
fn one_text_stands_for_itself() {
    assert_eq!(quoted(&unrated(&["굿"]), 3), [("굿", 1)]);
}

#[test]
fn identical_texts_are_quoted_once_and_stand_for_all() {
    assert_eq!(quoted(&unrated(&["배송이 빨라요"; 40]), 3), [("배송이 빨라요", 40)]);
    let noisy = ["배송이 빨라요 ㅋㅋ", "배송이 빨라요 ㅋㅋㅋㅋㅋㅋ", "배송이  빨라요 ㅋ"];
    assert_eq!(quoted(&unrated(&noisy), 3).len(), 1);
}

#[test]
fn quotes_cover_the_things_that_were_said() {
    let texts = unrated(&[
        "배송이 하루 만에 와서 좋았어요",
        "배송이 이틀 만에 왔어요 빨라요",
        "배송이 너무 빨라요",
        "포장이 찢어져서 왔어요",
        "포장이 엉망으로 찢어졌어요",
        "상담원이 친절하게 설명해 주셨어요",
        "상담원이 정말 친절했어요",
    ]);
    let quotes = quoted(&texts, 3);
    for topic in ["배송", "포장", "상담원"] {
        assert_eq!(quotes.iter().filter(|quote| quote.0.starts_with(topic)).count(), 1, "{topic} in {quotes:?}");
    }
    assert_eq!(quotes.iter().map(|quote| quote.1).collect::<Vec<_>>(), [3, 2, 2]);
}

#[test]
fn a_text_of_readable_length_is_preferred() {
    let long = "배송이 빨라서 좋았어요 ".repeat(20);
    let quotes = quoted(&unrated(&["배송", "배송이 빨라서 좋았어요", &long]), 1);
    assert_eq!(quotes, [("배송이 빨라서 좋았어요", 3)]);
}

#[test]
fn good_and_bad_are_quoted_in_proportion() {
    let texts: Vec<String> = (0..30).map(|at| format!("{at}번째로 산 물건 이야기 {}", at * 7919)).collect();
    let sentiment = |at: usize| Some(if at < 20 { Sentiment::Negative } else { Sentiment::Positive });
    let said: Vec<Said> = texts.iter().enumerate().map(|(at, text)| Said { text, sentiment: sentiment(at) }).collect();
    let chosen = represent(&said, 3);
    let bad = chosen.quotes.iter().filter(|quote| said[quote.index].sentiment == Some(Sentiment::Negative)).count();
    assert_eq!((chosen.quotes.len(), bad), (3, 2));
}

#[test]
fn quotes_are_shared_out_by_largest_remainder() {
    assert_eq!(share_out(3, &[90, 0, 10, 0]), [3, 0, 0, 0]);
    assert_eq!(share_out(5, &[50, 20, 30, 0]), [3, 1, 1, 0]);
    assert_eq!(share_out(4, &[1, 1, 1, 1]), [1, 1, 1, 1]);
    assert_eq!(share_out(2, &[0, 0, 0, 7]), [0, 0, 0, 2]);
    assert_eq!(share_out(3, &[0; 4]), [0; 4]);
}

#[test]
fn a_share_that_its_kind_cannot_fill_goes_to_another() {
    let happy = Said { text: "정말 좋아요 추천합니다", sentiment: Some(Sentiment::Positive) };
    let mut said = vec![happy; 20];
    said.push(Said { text: "환불이 늦어서 화가 나요", sentiment: Some(Sentiment::Negative) });
    assert_eq!(represent(&said, 3).quotes.len(), 2, "20 equal texts need one quote");
}

/// Texts as a shop has them, of a few words each.
fn reviews(n: usize, seed: u64) -> Vec<(String, Option<Sentiment>)> {
    let mut rng = SmallRng::seed_from_u64(seed);
    let words = [
        "배송이",
        "포장이",
        "가격이",
        "상담이",
        "색상이",
        "빨라요",
        "늦어요",
        "좋아요",
        "별로예요",
        "예뻐요",
        "ㅋㅋㅋ",
        "정말",
        "너무",
    ];
    let kinds = [Some(Sentiment::Positive), Some(Sentiment::Neutral), Some(Sentiment::Negative), None];
    (0..n)
        .map(|_| {
            let length = rng.random_range(1..12);
            let text: Vec<&str> = (0..length).map(|_| words[rng.random_range(0..words.len())]).collect();
            (text.join(" "), kinds[rng.random_range(0..4)])
        })
        .collect()
}

fn said(texts: &[(String, Option<Sentiment>)]) -> Vec<Said<'_>> {
    texts.iter().map(|(text, sentiment)| Said { text, sentiment: *sentiment }).collect()
}

#[test]
fn of_very_many_texts_a_sample_is_considered_and_the_result_says_so() {
    let texts = reviews(5_000, 1);
    let chosen = represent(&said(&texts), 5);
    assert_eq!((chosen.considered, chosen.of, chosen.quotes.len()), (600, 5_000, 5));
    assert_eq!(chosen, represent(&said(&texts), 5), "the same again");
}

#[test]
fn the_order_in_which_texts_come_makes_no_difference() {
    for (n, seed) in [(5, 2), (40, 3), (601, 4), (2_000, 5)] {
        let mut texts = reviews(n, seed);
        let words = |texts: &[(String, Option<Sentiment>)]| {
            let quotes = represent(&said(texts), 4).quotes;
            quotes.iter().map(|quote| (texts[quote.index].clone(), quote.stands_for)).collect::<Vec<_>>()
        };
        let before = words(&texts);
        texts.shuffle(&mut SmallRng::seed_from_u64(seed));
        assert_eq!(words(&texts), before);
    }
}

#[test]
fn a_few_more_texts_change_few_of_the_considered() {
    let mut texts = reviews(3_000, 6);
    let drawn = |texts: &[(String, Option<Sentiment>)]| sample(&said(texts), &(0..texts.len()).collect::<Vec<_>>());
    let before = drawn(&texts);
    texts.extend(reviews(30, 7));
    let after = drawn(&texts);
    let kept = before.iter().filter(|at| after.contains(at)).count();
    assert!(kept >= 585, "only {kept} of 600 are still considered");
}

proptest! {
    #[test]
    fn a_choice_keeps_its_promises(
        texts in prop::collection::vec(("[가-라a-b ㅋ!]{0,14}", 0_usize..4), 0..30), k in 0_usize..6,
    ) {
        let kinds = [Some(Sentiment::Positive), Some(Sentiment::Neutral), Some(Sentiment::Negative), None];
        let said: Vec<Said> = texts.iter().map(|(text, kind)| Said { text, sentiment: kinds[*kind] }).collect();
        let chosen = represent(&said, k);
        let spoken = said.iter().filter(|text| !text.text.trim().is_empty()).count();
        prop_assert_eq!((chosen.of, chosen.considered), (spoken, spoken));
        prop_assert!(chosen.quotes.len() <= k.min(spoken));
        prop_assert!(k == 0 || spoken == 0 || !chosen.quotes.is_empty());
        prop_assert_eq!(chosen.quotes.iter().map(|quote| quote.stands_for).sum::<usize>() + chosen.unlike, spoken);
        prop_assert!(chosen.quotes.windows(2).all(|pair| pair[0].stands_for >= pair[1].stands_for));
        let words: Vec<String> = chosen.quotes.iter().map(|quote| normalise(said[quote.index].text)).collect();
        let vectors = Vectors::new(&words);
        for a in 0..words.len() {
            for b in 0..a {
                prop_assert!(vectors.overlap(a, b) < SAME_WORDS, "{:?} and {:?}", &words[a], &words[b]);
            }
        }
    }
}
