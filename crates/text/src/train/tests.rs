//! What training holds to, on a handful of texts.

use yeojido_domain::{Feeling, Intent, Sentiment, Topic};

use super::*;

fn example(writer: &str, text: &str, glad: bool) -> Example {
    let reading = Reading {
        sentiment: if glad { Sentiment::Positive } else { Sentiment::Negative },
        feelings: vec![if glad { Feeling::Joy } else { Feeling::Anger }],
        intent: if glad { Intent::Praise } else { Intent::Complaint },
        topics: vec![Topic::Delivery],
        need: None,
        cause: None,
        consequence: None,
    };
    Example { writer: writer.to_owned(), voice: text.to_owned(), text: text.to_owned(), readings: vec![reading] }
}

fn material() -> Material {
    let said = [("배송 최고예요", true), ("배송 최악이에요", false), ("정말 최고", true), ("진짜 최악", false)];
    let corpus = ["ko-a", "ko-b"].iter().flat_map(|writer| said.map(|(text, glad)| example(writer, text, glad)));
    let film = |text: &str, sentiment| Anywhere {
        set: "films",
        text: text.to_owned(),
        sentiment: Some(sentiment),
        feelings: None,
        aside: false,
    };
    let anywhere = vec![film("명작", Sentiment::Positive), film("졸작", Sentiment::Negative)];
    Material { corpus: corpus.collect(), anywhere, ..Material::default() }
}

#[test]
fn who_wrote_it_is_kept_aside_and_the_same_seed_gives_the_same_bytes() {
    let (one, two) = (train(&material(), 3, |_| ()), train(&material(), 3, |_| ()));
    let names: Vec<&str> = one.scores.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["ko-a", "ko-b"]);
    assert!(one.scores.iter().all(|(_, scores)| scores.texts == 4));
    assert!(one.scores[0].1.measures["sentiment_macro_f1"] > 0.6, "{:?}", one.scores[0].1.measures);
    assert!(one.weights.pack().is_ok() && one.weights.pack() == two.weights.pack());
    let other = train(&material(), 4, |_| ());
    assert!(other.weights != one.weights, "another seed gives other weights");
    let read = Weights::unpack(&one.weights.pack().expect("packed")).expect("read");
    assert!(read == one.weights);
}

#[test]
fn a_correction_that_is_repeated_changes_how_such_words_are_read() {
    let before = Labeller::with(train(&material(), 3, |_| ()).weights);
    let wry = ["아주 최고네요 최고야", "참 최고네요", "최고네요 덕분에 굶었어요"];
    let read = |labeller: &Labeller| labeller.label("정말 최고네요").statements[0].score;
    assert!(read(&before) > 0.0, "{}", read(&before));
    let corrections = wry.iter().map(|text| example("corrections", text, false)).collect();
    let after = train(&Material { corrections, ..material() }, 3, |_| ());
    let score = read(&Labeller::with(after.weights));
    assert!(score < 0.0, "{score}");
    let told = after.scores.iter().find(|(name, _)| name == "corrections").map(|(_, scores)| scores.texts);
    assert_eq!(told, Some(3), "how such words are read without the corrections is told too");
}
