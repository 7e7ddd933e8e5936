//! `yeojido voice …`: what customers said, line by line from stdin to stdout.

use std::process::ExitCode;

use serde::{Deserialize, Serialize};
use yeojido_domain::{Feeling, Intent, Mood, Need, Sentiment, Statement, Topic};
use yeojido_text::{Labelled, Labeller, Language, Masker};

use crate::args::{Place, VoiceVerb};
use crate::lines::each_line;
use crate::{corrections, orders, output};

/// A line that comes in.
#[derive(Deserialize)]
struct Said {
    id: serde_json::Value,
    text: String,
}

/// Two texts that come in.
#[derive(Deserialize)]
struct Both {
    id: serde_json::Value,
    a: String,
    b: String,
}

/// A line that goes out; positions are Unicode scalars.
#[derive(Serialize)]
struct Masked {
    id: serde_json::Value,
    text: String,
    found: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    kind: &'static str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Similar {
    id: serde_json::Value,
    score: f64,
}

/// A voice with its labels; a label that could not be decided is null.
#[derive(Serialize)]
struct Voice {
    id: serde_json::Value,
    lang: Option<&'static str>,
    sentiment: Option<Mood>,
    statements: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    start: usize,
    end: usize,
    text: String,
    sentiment: Option<Sentiment>,
    score: f64,
    confidence: f64,
    emotion: Option<Vec<Feeling>>,
    intent: Option<Intent>,
    topic: Option<Vec<Topic>>,
    need: Option<Need>,
    cause: Option<String>,
    consequence: Option<String>,
}

/// `yeojido voice …`
pub async fn run(place: &Place, verb: &VoiceVerb) -> anyhow::Result<ExitCode> {
    match verb {
        VoiceVerb::Mask { orders } => mask(orders.as_deref()),
        VoiceVerb::Label { fast } => {
            let labeller = if *fast { Labeller::shipped()? } else { Labeller::closely()? };
            each_line(move |said: Said| voice(said.id, labeller.label(&said.text)))
        }
        VoiceVerb::Themes { .. } => orders::themes(place).await,
        VoiceVerb::Corrections => corrections::print(place).await,
        VoiceVerb::Similar => {
            let labeller = Labeller::shipped()?;
            each_line(move |both: Both| Similar { id: both.id, score: places(labeller.similar(&both.a, &both.b)) })
        }
    }
}

fn mask(orders: Option<&str>) -> anyhow::Result<ExitCode> {
    let masker = match orders {
        Some(rule) => Masker::with_orders(rule).map_err(|why| output::usage("--orders", why))?,
        None => Masker::new(),
    };
    each_line(move |said: Said| {
        let masked = masker.mask(&said.text);
        let found = masked.found.iter().map(|one| Found { kind: one.what.as_str(), start: one.start, end: one.end });
        Masked { id: said.id, text: masked.text, found: found.collect() }
    })
}

fn voice(id: serde_json::Value, labelled: Labelled) -> Voice {
    Voice {
        id,
        lang: labelled.language.and_then(Language::code),
        sentiment: labelled.mood,
        statements: labelled.statements.into_iter().map(told).collect(),
    }
}

fn told(one: Statement) -> Told {
    Told {
        start: one.start,
        end: one.end,
        text: one.text,
        sentiment: one.sentiment,
        score: places(one.score),
        confidence: places(one.confidence),
        emotion: one.emotion,
        intent: one.intent,
        topic: (!one.topic.is_empty()).then_some(one.topic),
        need: one.need,
        cause: one.cause,
        consequence: one.consequence,
    }
}

/// Four places say all that a chance can tell.
fn places(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}
