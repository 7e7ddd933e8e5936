//! What a model wrote, held against what it was given.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use yeojido_text::Masker;

use super::verbatims::Place;

/// Sentences that are taken at most, and characters of one.
const SENTENCES_MAX: usize = 8;
const TEXT_MAX: usize = 400;

/// An answer in the shape that was asked for. Nothing in it is believed yet.
#[derive(Debug, Deserialize)]
pub(super) struct Written {
    sentences: Vec<WrittenSentence>,
}

#[derive(Debug, Deserialize)]
struct WrittenSentence {
    text: String,
    cites: Vec<String>,
}

/// A sentence that rests on statements that were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Checked {
    pub text: String,
    pub cites: Vec<Place>,
}

impl Written {
    /// The shape: sentences that cite the ids that were given.
    pub fn schema(ids: &[String]) -> Value {
        let cites = json!({"type": "array", "items": {"type": "string", "enum": ids}});
        let sentence = json!({"type": "object", "properties": {"text": {"type": "string"}, "cites": cites},
            "required": ["text", "cites"], "additionalProperties": false});
        json!({"type": "object", "properties": {"sentences": {"type": "array", "items": sentence}},
            "required": ["sentences"], "additionalProperties": false})
    }

    /// The sentences that rest on what was given, and how many do not. `given` has the places of `s1`, `s2` …
    pub fn checked(self, given: &[Place]) -> (Vec<Checked>, u64) {
        let all = self.sentences.len();
        let checked = self.sentences.into_iter().filter_map(|sentence| sentence.checked(given));
        let kept: Vec<Checked> = checked.take(SENTENCES_MAX).collect();
        let dropped = (all - kept.len()) as u64;
        (kept, dropped)
    }
}

impl WrittenSentence {
    /// One citation that was not given makes the whole sentence untrue to what it claims.
    fn checked(self, given: &[Place]) -> Option<Checked> {
        let text = clean(&self.text, TEXT_MAX)?;
        let mut cites: Vec<Place> = self.cites.iter().map(|id| place(id, given)).collect::<Option<_>>()?;
        cites.sort_unstable();
        cites.dedup();
        (!cites.is_empty()).then_some(Checked { text, cites })
    }
}

/// A model's words as they may be shown; `None` when they are empty, longer than anybody asked for or hold what is not
/// seen. A model may make up what looks like somebody's number: it is masked here too.
pub(super) fn clean(text: &str, letters_max: usize) -> Option<String> {
    let text = text.trim();
    let readable = !text.is_empty() && text.chars().count() <= letters_max && !text.chars().any(is_hidden);
    readable.then(|| Masker::new().mask(text).text)
}

fn place(id: &str, given: &[Place]) -> Option<Place> {
    let number: usize = id.strip_prefix('s')?.parse().ok()?;
    given.get(number.checked_sub(1)?).copied()
}

/// Characters that change how others are read and are not seen themselves.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use yeojido_domain::VoiceKey;

    use super::*;

    fn given() -> Vec<Place> {
        (1..=3).map(|n| Place { voice: VoiceKey(n), from: 0, to: 5 }).collect()
    }

    fn checked(sentences: &Value) -> (Vec<Checked>, u64) {
        serde_json::from_value::<Written>(json!({"sentences": sentences})).expect("the shape").checked(&given())
    }

    #[test]
    fn only_what_cites_what_was_given_stays_and_the_rest_is_counted() {
        let (kept, dropped) = checked(&json!([
            {"text": " 배송이 늦어요. ", "cites": ["s2", "s1", "s2"]},
            {"text": "모두 만족해요.", "cites": []},
            {"text": "값이 비싸요.", "cites": ["s1", "s9"]},
            {"text": "s0은 없어요.", "cites": ["s0"]},
            {"text": "", "cites": ["s1"]},
            {"text": "뒤집\u{202e}혀요", "cites": ["s1"]},
            {"text": "가".repeat(401), "cites": ["s1"]},
        ]));
        assert_eq!(dropped, 6);
        assert_eq!(kept, [Checked { text: "배송이 늦어요.".to_owned(), cites: given()[..2].to_vec() }]);
    }

    #[test]
    fn more_sentences_than_anybody_reads_are_left_out_and_counted() {
        let many: Vec<Value> = (0..20).map(|_| json!({"text": "좋아요.", "cites": ["s1"]})).collect();
        let (kept, dropped) = checked(&json!(many));
        assert_eq!((kept.len(), dropped), (SENTENCES_MAX, 12));
    }

    #[test]
    fn a_number_that_the_model_made_up_is_hidden() {
        let (kept, _) = checked(&json!([{"text": "010-1234-5678로 전화하래요.", "cites": ["s1"]}]));
        assert!(!kept[0].text.contains("1234"), "{}", kept[0].text);
    }

    #[test]
    fn the_schema_knows_the_ids_that_were_given() {
        let schema = Written::schema(&["s1".to_owned(), "s2".to_owned()]);
        assert_eq!(
            schema["properties"]["sentences"]["items"]["properties"]["cites"]["items"]["enum"],
            json!(["s1", "s2"])
        );
    }
}
