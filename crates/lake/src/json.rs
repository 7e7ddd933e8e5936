//! Properties as JSON text in a column, and back.
//!
//! Numbers are written as shortly as they can be (`3`, not `3.0`); a number that JSON cannot hold (NaN, infinity) is
//! kept as the text that people would write for it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use yeojido_domain::{Properties, Property};

fn push_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Writes one value.
pub(crate) fn push(out: &mut String, value: &Property) {
    use std::fmt::Write;
    match value {
        Property::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Property::Number(number) if number.is_finite() => {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{number}");
        }
        Property::Number(number) => push_text(out, &number.to_string()),
        Property::Text(text) => push_text(out, text),
    }
}

/// Writes properties as an object.
pub(crate) fn push_all(out: &mut String, properties: &Properties) {
    out.push('{');
    for (at, (name, value)) in properties.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_text(out, name);
        out.push(':');
        push(out, value);
    }
    out.push('}');
}

/// Reads one value.
pub(crate) fn value(text: &str) -> Result<Property, serde_json::Error> {
    serde_json::from_str(text)
}

/// The names in an object.
pub(crate) fn names(text: &str) -> Result<Vec<String>, serde_json::Error> {
    serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text).map(|map| map.into_keys().collect())
}

/// The value of one name in an object, without making anything of the others.
pub(crate) fn pick(text: &str, name: &str) -> Result<Option<Property>, serde_json::Error> {
    Pick(name).deserialize(&mut serde_json::Deserializer::from_str(text))
}

struct Pick<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Pick<'_> {
    type Value = Option<Property>;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Pick<'_> {
    type Value = Option<Property>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of properties")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(Name(name)) = map.next_key::<Name<'de>>()? {
            if name == self.0 {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_come_back_as_they_were() {
        let properties: Properties = [
            ("한\"\\\n\u{1}".to_owned(), Property::Text("값\t\"x\"\u{7f}".to_owned())),
            ("n".to_owned(), Property::Number(3.0)),
            ("big".to_owned(), Property::Number(1e300)),
            ("small".to_owned(), Property::Number(-2.5e-7)),
            ("f".to_owned(), Property::Flag(true)),
        ]
        .into();
        let mut text = String::new();
        push_all(&mut text, &properties);
        assert_eq!(serde_json::from_str::<Properties>(&text).expect("our own"), properties);
        assert_eq!(pick(&text, "n").expect("our own"), Some(Property::Number(3.0)));
        assert_eq!(pick(&text, "한\"\\\n\u{1}").expect("our own"), properties.get("한\"\\\n\u{1}").cloned());
        assert_eq!(pick(&text, "none").expect("our own"), None);
        assert!(text.contains("\"n\":3,") || text.ends_with("\"n\":3}"));
    }

    #[test]
    fn a_number_that_json_cannot_hold_becomes_its_text() {
        let mut text = String::new();
        push(&mut text, &Property::Number(f64::INFINITY));
        assert_eq!(text, "\"inf\"");
    }
}
