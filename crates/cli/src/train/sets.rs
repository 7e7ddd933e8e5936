//! Public sets of what people say anywhere, whose licences let weights ship: films (NSMC), comments (KOTE), posts
//! (GoEmotions, Korean and English), restaurants (MAMS). Their labels are mapped to ours. Every tenth text is kept aside.

use std::io::Read as _;
use std::path::Path;

use anyhow::Context;
use flate2::read::GzDecoder;
use yeojido_domain::{Feeling, Sentiment};
use yeojido_text::{Anywhere, Pair};

use Feeling::{Anger, Anticipation, Anxiety, Confusion, Disappointment, Fatigue, Gratitude, Joy, Surprise, Trust};
use Sentiment::{Negative, Neutral, Positive};

/// Every set below a folder; sets that are not there are named.
pub fn read(root: &Path) -> anyhow::Result<(Vec<Anywhere>, Vec<&'static str>)> {
    let mut texts = Vec::new();
    let mut absent = Vec::new();
    let sets: [(&'static str, &str, Reader); 5] = [
        ("nsmc", "nsmc/train.tsv.gz", films),
        ("kote", "kote/val.tsv", comments),
        ("goemotions_ko", "goemotions_ko/train.tsv", posts),
        ("goemotions_en", "goemotions_en/train.tsv", posts),
        ("mams", "mams/train.xml", restaurants),
    ];
    for (set, file, reader) in sets {
        let path = root.join(file);
        if !path.exists() {
            absent.push(set);
            continue;
        }
        let text = text_of(&path).with_context(|| path.display().to_string())?;
        let own = reader(&text).into_iter().enumerate().map(|(at, (text, sentiment, feelings))| Anywhere {
            set,
            text,
            sentiment,
            feelings,
            aside: at % 10 == 9,
        });
        texts.extend(own);
    }
    Ok((texts, absent))
}

type Labelled = (String, Option<Sentiment>, Option<Vec<Feeling>>);
type Reader = fn(&str) -> Vec<Labelled>;

fn text_of(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    let mut file = std::fs::File::open(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        file.read_to_string(&mut text)?;
    }
    Ok(text)
}

fn films(text: &str) -> Vec<Labelled> {
    let line = |line: &str| {
        let (text, glad) = line.rsplit_once('\t')?;
        let sentiment = match glad {
            "1" => Positive,
            "0" => Negative,
            _ => return None,
        };
        Some((text.to_owned(), Some(sentiment), None))
    };
    text.lines().skip(1).filter_map(line).collect()
}

/// KOTE's numbers as `docs/voice-labels.md` gathers them.
const fn comment(number: u32) -> Option<Feeling> {
    Some(match number {
        13 | 16 | 28 | 32 | 40 | 42 => Joy,
        1 | 2 | 4 | 7 => Gratitude,
        14 | 43 => Trust,
        8 => Anticipation,
        15 | 29 | 34 | 39 => Surprise,
        12 | 18 | 41 => Anxiety,
        0 | 3 | 6 | 20 | 21 | 22 | 23 | 31 => Anger,
        5 | 10 | 19 | 36 | 37 => Disappointment,
        26 | 27 | 35 => Fatigue,
        33 => Confusion,
        _ => return None,
    })
}

fn comments(text: &str) -> Vec<Labelled> {
    const NOTHING: u32 = 24;
    let line = |line: &str| {
        let mut fields = line.split('\t').skip(1);
        let (text, numbers) = (fields.next()?, fields.next()?);
        let numbers: Vec<u32> = numbers.split(',').filter_map(|number| number.parse().ok()).collect();
        let all: Vec<Feeling> = numbers.iter().filter_map(|number| comment(*number)).collect();
        let glad = all.iter().filter(|felt| matches!(felt, Joy | Gratitude | Trust | Anticipation)).count();
        let unhappy =
            all.iter().filter(|felt| !matches!(felt, Joy | Gratitude | Trust | Anticipation | Surprise)).count();
        // Five people marked each comment; two labels more on one side are a clear case.
        let sentiment = match (glad, unhappy) {
            _ if glad >= unhappy + 2 => Some(Positive),
            _ if unhappy >= glad + 2 => Some(Negative),
            (0, 0) if numbers.contains(&NOTHING) => Some(Neutral),
            _ => None,
        };
        let felt = Feeling::ALL.iter().copied().filter(|feeling| all.contains(feeling)).collect();
        Some((text.to_owned(), sentiment, Some(felt)))
    };
    text.lines().filter_map(line).collect()
}

/// GoEmotions' numbers: what is felt, and whether the speaker is glad.
const fn post(number: u32) -> (Option<Feeling>, Option<Sentiment>) {
    match number {
        1 | 13 | 17 | 18 | 21 => (Some(Joy), Some(Positive)),
        0 | 15 => (Some(Gratitude), Some(Positive)),
        23 => (Some(Trust), Some(Positive)),
        8 | 20 => (Some(Anticipation), Some(Positive)),
        4 | 5 => (None, Some(Positive)),
        7 | 22 | 26 => (Some(Surprise), None),
        14 | 19 => (Some(Anxiety), Some(Negative)),
        2 | 3 | 10 | 11 => (Some(Anger), Some(Negative)),
        9 | 16 | 24 | 25 => (Some(Disappointment), Some(Negative)),
        12 => (None, Some(Negative)),
        6 => (Some(Confusion), None),
        _ => (None, Some(Neutral)),
    }
}

fn posts(text: &str) -> Vec<Labelled> {
    let line = |line: &str| {
        let mut fields = line.split('\t');
        let (text, numbers) = (fields.next()?, fields.next()?);
        let marks: Vec<_> = numbers.split(',').filter_map(|number| number.parse().ok()).map(post).collect();
        let of = |wanted: Sentiment| marks.iter().any(|(_, sentiment)| *sentiment == Some(wanted));
        let sentiment = match (of(Positive), of(Negative), of(Neutral)) {
            (true, false, _) => Some(Positive),
            (false, true, _) => Some(Negative),
            (false, false, true) => Some(Neutral),
            _ => None,
        };
        let felt = Feeling::ALL.iter().copied().filter(|feeling| marks.iter().any(|(felt, _)| felt == &Some(*feeling)));
        Some((text.to_owned(), sentiment, Some(felt.collect())))
    };
    text.lines().filter_map(line).collect()
}

fn restaurants(text: &str) -> Vec<Labelled> {
    let between = |text: &str, from: &str, to: &str| -> Option<String> {
        text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(found, _)| found.to_owned())
    };
    let sentence = |sentence: &str| {
        let words = between(sentence, "<text>", "</text>")?;
        let words = words.replace("&amp;", "&").replace("&apos;", "'").replace("&quot;", "\"");
        let glad = sentence.contains("polarity=\"positive\"");
        let unhappy = sentence.contains("polarity=\"negative\"");
        let sentiment = match (glad, unhappy) {
            (true, false) => Positive,
            (false, true) => Negative,
            _ => return None,
        };
        Some((words, Some(sentiment), None))
    };
    text.split("<sentence>").skip(1).filter_map(sentence).collect()
}

/// Pairs of questions (songys/Question_pair): its validation half is kept aside. `None` when it is not there.
pub fn pairs(root: &Path) -> anyhow::Result<Option<Vec<Pair>>> {
    let mut pairs = Vec::new();
    for (file, aside) in [("train.txt", false), ("validation.txt", true)] {
        let path = root.join("question_pair").join(file);
        if !path.exists() {
            return Ok(None);
        }
        let text = text_of(&path).with_context(|| path.display().to_string())?;
        pairs.extend(text.lines().skip(1).filter_map(|line| {
            let mut fields = line.split('\t');
            let (a, b, differ) = (fields.next()?, fields.next()?, fields.next()?);
            Some(Pair { a: a.to_owned(), b: b.to_owned(), same: differ.trim() == "0", aside })
        }));
    }
    Ok(Some(pairs))
}
