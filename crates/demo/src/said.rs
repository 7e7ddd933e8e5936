//! Which customer says which line of the corpus: each line once, at a moment whose feeling it fits.

use std::collections::BTreeMap;

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use xxhash_rust::xxh3::xxh3_128;
use yeojido_domain::{AuthorRole, Properties, Scale, Voice, VoiceKey, VoiceSource};

use crate::corpus::{Line, Place};
use crate::trip::Moment;

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
            let moment = free.get_mut(&(line.stage, bucket(line.score)))?.pop()?;
            Some(voice(rng, line, moment))
        })
        .collect();
    voices.sort_by(|a, b| a.time.cmp(&b.time).then(a.key.0.cmp(&b.key.0)));
    for (at, voice) in voices.iter_mut().enumerate() {
        voice.seq = at as i64;
    }
    voices
}

fn voice(rng: &mut StdRng, line: &Line, moment: &Moment) -> Voice {
    let (score, scale) = rating(rng, line);
    let by_staff = line.source == VoiceSource::StaffNote;
    let order = matches!(line.stage, Place::Deliver | Place::Use | Place::Recommend).then(|| moment.order.clone()).flatten();
    Voice {
        key: VoiceKey(xxh3_128(line.text.as_bytes())),
        voice_id: None,
        customer: Some(moment.customer.clone()),
        time: moment.time,
        seq: 0,
        source: line.source,
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
