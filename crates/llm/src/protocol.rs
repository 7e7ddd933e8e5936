//! What of an answer of OpenAI's chat completions is read. Other fields are let pass.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Longest word of a provider for what is wrong, and longest sentence.
const CODE_MAX: usize = 60;
const SAID_MAX: usize = 300;

/// An answer.
#[derive(Debug, Deserialize)]
pub(crate) struct Completion {
    pub choices: Vec<Choice>,
    #[serde(default)]
    pub usage: Option<Usage>,
    /// The model that answered, which may be a version of the one asked.
    #[serde(default)]
    pub model: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Choice {
    pub message: Message,
    #[serde(default)]
    pub finish_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Message {
    #[serde(default)]
    pub content: Option<String>,
    #[serde(default)]
    pub refusal: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Usage {
    pub prompt_tokens: u64,
    pub completion_tokens: u64,
}

/// The object in what a model wrote. Small models put it between fences, or think aloud before it.
pub(crate) fn object<T: DeserializeOwned>(content: &str) -> Result<T, String> {
    let said = content.rsplit_once("</think>").map_or(content, |(_, after)| after);
    let from = said.find('{').ok_or("it holds no object")?;
    let to = said.rfind('}').filter(|to| *to > from).ok_or("its object has no end")?;
    serde_json::from_str(&said[from..=to]).map_err(|why| {
        // The place alone: the words may be those of customers.
        format!("{:?} error at line {} column {}", why.classify(), why.line(), why.column())
    })
}

/// What a provider says is wrong: its word, if it is one, and its sentence.
pub(crate) fn complaint(body: &[u8]) -> (Option<String>, String) {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let error = body.get("error").unwrap_or(&body);
    let word = |name: &str| error.get(name).and_then(Value::as_str).filter(|word| is_word(word)).map(str::to_owned);
    let said = error.get("message").or(Some(error)).and_then(Value::as_str).unwrap_or_default();
    let line = said.chars().map(|c| if c.is_control() { ' ' } else { c });
    (word("code").or_else(|| word("type")), line.take(SAID_MAX).collect())
}

fn is_word(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= CODE_MAX
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_object_is_found_between_fences_and_after_thoughts() {
        for written in ["{\"a\": 1}", "```json\n{\"a\": 1}\n```", "<think>{so}</think>\n{\"a\": 1}"] {
            assert_eq!(object::<Value>(written), Ok(json!({"a": 1})), "{written}");
        }
        for bad in ["", "no", "{", "}{", "{\"a\": 010-1234-5678}"] {
            let why = object::<Value>(bad).expect_err(bad);
            assert!(!why.contains("1234"), "{why}");
        }
    }

    #[test]
    fn what_a_provider_says_is_read_from_its_several_forms() {
        let openai =
            br#"{"error": {"message": "no such model", "type": "invalid_request_error", "code": "model_not_found"}}"#;
        assert_eq!(complaint(openai), (Some("model_not_found".into()), "no such model".into()));
        assert_eq!(complaint(br#"{"error": "model 'x' not found"}"#), (None, "model 'x' not found".into()));
        assert_eq!(complaint(br#"{"message": "bad", "type": "a b"}"#), (None, "bad".into()));
        assert_eq!(complaint(b"<html>"), (None, String::new()));
    }
}
