//! The secret that an endpoint asks for. It is never shown: not in a log, not in an answer.

use std::fmt;

/// Longest key.
const KEY_MAX: usize = 500;

/// A key that cannot be sent in a header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a key has up to {KEY_MAX} visible characters of ASCII and no space")]
pub struct BadKey;

/// A secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// Takes a key as people paste it.
    ///
    /// # Errors
    /// [`BadKey`].
    pub fn new(text: &str) -> Result<Self, BadKey> {
        let text = text.trim();
        let fits = !text.is_empty() && text.len() <= KEY_MAX && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(Self(text.to_owned())) } else { Err(BadKey) }
    }

    /// The secret itself, for the file that keeps it and the header that carries it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// A text of others without the secret, should they have repeated it.
    pub(crate) fn out_of(&self, text: &str) -> String {
        text.replace(&self.0, "…")
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_show_itself() {
        let key = Key::new("  sk-planted-1  ").expect("a key");
        assert_eq!(key.reveal(), "sk-planted-1");
        assert!(!format!("{key:?} {:?}", Some(&key)).contains("planted"));
        assert_eq!(key.out_of("wrong key: sk-planted-1"), "wrong key: …");
    }

    #[test]
    fn what_no_header_carries_is_no_key() {
        for bad in ["", "  ", "a b", "a\nb", "열쇠", &"k".repeat(501)] {
            assert_eq!(Key::new(bad), Err(BadKey), "{bad:?}");
        }
    }
}
