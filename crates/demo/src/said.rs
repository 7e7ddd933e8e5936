//! Which customer says which line of the corpus: each line once, at a moment whose feeling it fits.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::{Date, date};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use xxhash_rust::xxh3::xxh3_128;
use yeojido_domain::{AuthorRole, Properties, Scale, Voice, VoiceKey, VoiceSource, Zone};

use crate::corpus::{Line, Place};
use crate::trip::Moment;
use crate::truths;

const fn bucket(score: u8) -> u8 {
    match score {
        0..=2 => 1,
        3 => 2,
        _ => 3,
    }
}

/// Gives every line a moment. A line for which no moment is left is not said.
pub(crate) fn voices(rng: &mut StdRng, lines: &[Line], moments: &[Moment]) -> Vec<Voice> {
    let mut free: BTreeMap<(Place, u8), Vec<&Moment>> = BTreeMap::new();
    for moment in moments {
        free.entry((moment.place, moment.feeling)).or_default().push(moment);
    }
    for list in free.values_mut() {
        list.shuffle(rng);
    }
    let mut voices: Vec<Voice> = lines
        .iter()
        .filter_map(|line| {
            let free = free.get_mut(&(line.stage, bucket(line.score)))?;
            let moment = match season(&line.text) {
                None => free.pop()?,
                Some(when) => {
                    let at = free.iter().rposition(|moment| when.contains(&moment.time.day(&Zone::seoul())))?;
                    free.remove(at)
                }
            };
            Some(voice(rng, line, moment))
        })
        .collect();
    voices.sort_by(|a, b| a.time.cmp(&b.time).then(a.key.0.cmp(&b.key.0)));
    for (at, voice) in voices.iter_mut().enumerate() {
        voice.seq = at as i64;
    }
    voices
}

/// Words that can only have been said at a certain time: of the new courier, of a feast. A feast that lies outside the
/// data gives a time at which nothing happens.
fn season(text: &str) -> Option<Range<Date>> {
    let last = date(2026, 11, 23);
    let said = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if said(&["택배사 바", "택배사가 바", "새 택배사", "바뀐 택배", "new courier", "changed courier"])
    {
        Some(truths::COURIER_CHANGED..last)
    } else if said(&["추석", "Chuseok"]) {
        Some(date(2026, 9, 7)..date(2026, 10, 8))
    } else if said(&["크리스마스", "Christmas", "설날", "사진이 다시 오네요", "마루상점이 돌아왔다"])
    {
        Some(last..last)
    } else if said(&["11월"]) {
        Some(date(2026, 11, 1)..last)
    } else {
        None
    }
}

fn voice(rng: &mut StdRng, line: &Line, moment: &Moment) -> Voice {
    let rated = rng.random_bool(truths::rated(line.stage, bucket(line.score)));
    let (score, scale) = if rated { rating(rng, line) } else { (None, None) };
    let source = match line.source {
        // A review without stars was no review.
        VoiceSource::Review | VoiceSource::AppReview if !rated => VoiceSource::Social,
        other => other,
    };
    let by_staff = line.source == VoiceSource::StaffNote;
    let order =
        matches!(line.stage, Place::Deliver | Place::Use | Place::Recommend).then(|| moment.order.clone()).flatten();
    Voice {
        key: VoiceKey(xxh3_128(line.text.as_bytes())),
        voice_id: None,
        customer: Some(moment.customer.clone()),
        time: moment.time,
        seq: 0,
        source,
        channel: Some(moment.channel.to_owned()),
        text: Some(line.text.clone()),
        score,
        scale,
        order,
        event_id: None,
        survey: (line.source == VoiceSource::Survey).then(|| survey(line.stage).to_owned()),
        question: None,
        product: moment.product.clone(),
        author_role: if by_staff { AuthorRole::Staff } else { AuthorRole::Customer },
        language: Some(line.lang.clone()),
        properties: Properties::new(),
    }
}

const fn survey(place: Place) -> &'static str {
    match place {
        Place::Discover => "첫인상",
        Place::Browse | Place::Choose => "둘러보기",
        Place::Pay => "결제 뒤",
        Place::Deliver => "배송 뒤",
        Place::Use => "사용 뒤",
        Place::Return | Place::Recommend => "추천 의향",
        Place::Support => "상담 뒤",
    }
}

/// The score on the scale of its source; chats, calls, e-mails, notes and posts carry none.
fn rating(rng: &mut StdRng, line: &Line) -> (Option<f64>, Option<Scale>) {
    let five = f64::from(line.score.clamp(1, 5));
    match (line.source, line.stage) {
        (VoiceSource::Review | VoiceSource::AppReview, _) => (Some(five), Some(Scale::Stars5)),
        (VoiceSource::Survey, Place::Return | Place::Recommend) => {
            let ten = match line.score {
                0 | 1 => rng.random_range(0..=3),
                2 => rng.random_range(3..=6),
                3 => rng.random_range(6..=8),
                4 => rng.random_range(8..=9),
                _ => rng.random_range(9..=10),
            };
            (Some(f64::from(ten)), Some(Scale::Nps))
        }
        (VoiceSource::Survey, Place::Pay | Place::Support) => {
            let seven = match line.score {
                0 | 1 => rng.random_range(1..=2),
                2 => rng.random_range(2..=3),
                3 => 4,
                4 => rng.random_range(5..=6),
                _ => rng.random_range(6..=7),
            };
            (Some(f64::from(seven)), Some(Scale::Ces7))
        }
        (VoiceSource::Survey, _) => (Some(five), Some(Scale::Csat5)),
        _ => (None, None),
    }
}
