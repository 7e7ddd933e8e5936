//! How a server speaks the protocol. Servers that call themselves compatible differ in three fields; which they refuse is
//! found out by asking, and remembered.

use serde_json::{Value, json};

use crate::prompt::Prompt;

/// What a server has not refused so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// The shape of the answer as a schema that the server holds the model to; else in words, with the promise of some
    /// JSON object.
    schemas: bool,
    /// `max_tokens`; else its newer name.
    max_tokens: bool,
    /// A temperature; models that think before they answer take none.
    temperature: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { schemas: true, max_tokens: true, temperature: true }
    }
}

impl Dialect {
    /// What to try after a refusal of the question's form, by what the server said; `None` when nothing is left.
    pub fn after(self, said: &str) -> Option<Self> {
        if self.max_tokens && said.contains("max_tokens") {
            Some(Self { max_tokens: false, ..self })
        } else if self.temperature && said.contains("temperature") {
            Some(Self { temperature: false, ..self })
        } else {
            self.schemas.then_some(Self { schemas: false, ..self })
        }
    }

    /// The body of a question.
    pub fn question(self, model: &str, prompt: &Prompt) -> Value {
        let shape = prompt.shape();
        let format = if self.schemas {
            json!({"type": "json_schema",
                "json_schema": {"name": shape.name, "strict": true, "schema": prompt.schema()}})
        } else {
            json!({"type": "json_object"})
        };
        let mut body = json!({"model": model, "messages": prompt.messages(!self.schemas), "response_format": format});
        let limit = if self.max_tokens { "max_tokens" } else { "max_completion_tokens" };
        body[limit] = json!(shape.tokens_max);
        if self.temperature {
            body["temperature"] = json!(0);
        }
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_what_to_leave_out_else_the_schema_goes() {
        let all = Dialect::default();
        let newer = all.after("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.").expect("one more");
        assert_eq!(newer, Dialect { max_tokens: false, ..all });
        let thinking = newer.after("'temperature' does not support 0").expect("one more");
        assert_eq!(thinking, Dialect { temperature: false, ..newer });
        let plain = thinking.after("max_tokens and temperature are gone already").expect("one more");
        assert_eq!(plain, Dialect { schemas: false, max_tokens: false, temperature: false });
        assert_eq!(plain.after("no"), None);
    }
}
