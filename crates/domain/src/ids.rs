//! Identifiers. Each is a type of its own, so that a stage can never be looked up with a journey's name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadId {
    /// The text is empty or longer than 80 characters.
    #[error("`{0}` must have 1 to 80 characters")]
    Length(String),
    /// A character other than a–z, 0–9, `-` and `_`.
    #[error("`{0}` may hold only a–z, 0–9, - and _")]
    Character(String),
    /// A name that has another use.
    #[error("`{0}` has another use here")]
    Taken(String),
    /// Not of the form `p_` or `v_` and thirteen or twenty-six letters.
    #[error("`{0}` is not an identifier of this kind")]
    Form(String),
}

fn slug(text: &str) -> Result<String, BadId> {
    if text.is_empty() || text.len() > 80 {
        return Err(BadId::Length(text.to_owned()));
    }
    if !text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_') {
        return Err(BadId::Character(text.to_owned()));
    }
    Ok(text.to_owned())
}

macro_rules! slug_id {
    ($(#[$doc:meta])* $name:ident $(, except $taken:literal)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Checks the text: 1 to 80 of a–z, 0–9, `-`, `_`.
            ///
            /// # Errors
            /// [`BadId`] says which rule is broken.
            pub fn new(text: &str) -> Result<Self, BadId> {
                $(if text == $taken {
                    return Err(BadId::Taken(text.to_owned()));
                })?
                slug(text).map(Self)
            }
            /// The text of the identifier.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::new(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

slug_id!(
    /// The id that a person gives a journey in its file (`first-purchase`).
    JourneyId
);
slug_id!(
    /// The id of a stage within its journey (`delivery`).
    StageId
);
slug_id!(
    /// The id of a touchpoint within its stage (`courier-message`).
    TouchpointId
);
slug_id!(
    /// The name of a workspace, which is also its folder's; `lock` is taken by the data folder itself.
    WorkspaceName, except "lock"
);
slug_id!(
    /// A piece of long work: `job_` and a number that grows.
    JobId
);

const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn encode(mut value: u128, letters: usize) -> String {
    let mut out = vec![b'0'; letters];
    for slot in out.iter_mut().rev() {
        *slot = LETTERS[(value & 31) as usize];
        value >>= 5;
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn decode(text: &str) -> Option<u128> {
    text.bytes().try_fold(0_u128, |value, byte| {
        let digit = LETTERS.iter().position(|&letter| letter == byte)? as u128;
        Some((value << 5) | digit)
    })
}

/// One person, known or anonymous: an opaque number that tells nothing of who it is.
///
/// Written `p_` and thirteen letters. The identifier that a source gave lives in the restricted tables only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub i64);

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p_{}", encode(u128::from(self.0.cast_unsigned()), 13))
    }
}

impl FromStr for PersonId {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId::Form(text.to_owned());
        let letters = text.strip_prefix("p_").filter(|l| l.len() == 13).ok_or_else(bad)?;
        let value = u64::try_from(decode(letters).ok_or_else(bad)?).map_err(|_| bad())?;
        Ok(Self(value.cast_signed()))
    }
}

/// Which voice: a 128-bit hash of the id its source gave, or of source, row and count.
///
/// Written `v_` and twenty-six letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VoiceKey(pub u128);

impl fmt::Display for VoiceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v_{}", encode(self.0, 26))
    }
}

impl FromStr for VoiceKey {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId::Form(text.to_owned());
        let letters = text.strip_prefix("v_").filter(|l| l.len() == 26).ok_or_else(bad)?;
        Ok(Self(decode(letters).ok_or_else(bad)?))
    }
}

/// A text where people may read it, the number itself in formats of machines.
macro_rules! text_serde {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() { to.collect_str(self) } else { self.0.serialize(to) }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if !from.is_human_readable() {
                    return Deserialize::deserialize(from).map(Self);
                }
                String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
text_serde!(PersonId);
text_serde!(VoiceKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_written_and_read_back() {
        for value in [0, 1, -1, i64::MIN, i64::MAX, 123_456_789] {
            let person = PersonId(value);
            assert_eq!(person.to_string().parse(), Ok(person));
        }
        assert!("p_zz".parse::<PersonId>().is_err());
    }

    #[test]
    fn a_voice_is_written_and_read_back() {
        for value in [0, 1, u128::MAX, 1 << 100] {
            let voice = VoiceKey(value);
            assert_eq!(voice.to_string().parse(), Ok(voice));
        }
    }

    #[test]
    fn a_slug_holds_nothing_that_a_folder_could_not() {
        assert!(JourneyId::new("first-purchase").is_ok());
        assert_eq!(JourneyId::new("../x"), Err(BadId::Character("../x".into())));
        assert!(WorkspaceName::new("").is_err());
        assert_eq!(WorkspaceName::new("lock"), Err(BadId::Taken("lock".into())));
    }
}
