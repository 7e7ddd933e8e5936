//! Amounts of money: exact, in ten-thousandths of the unit, with their currency.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A currency by its three letters (`KRW`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// South Korean won.
    pub const KRW: Self = Self(*b"KRW");

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl FromStr for Currency {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let upper = text.trim().to_ascii_uppercase();
        let letters: [u8; 3] =
            upper.as_bytes().try_into().map_err(|_| format!("`{text}` is not a currency such as KRW"))?;
        if letters.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(letters))
        } else {
            Err(format!("`{text}` is not a currency such as KRW"))
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Ten-thousandths of the unit: ₩1 is 10,000.
    pub e4: i64,
    /// Which money.
    pub currency: Currency,
}

impl Money {
    /// Reads a decimal number with up to four places: `12,900`, `₩12,900`, `129.90`, `-3`.
    /// Thousands separators and currency marks are dropped; a fifth decimal place is rounded half away from zero.
    #[must_use]
    pub fn parse(text: &str, currency: Currency) -> Option<Self> {
        let clean: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '₩' | '￦' | '$' | '원')).collect();
        let clean = clean.replace('\u{2212}', "-");
        let value: f64 = clean.parse().ok()?;
        let e4 = (value * 10_000.0).round();
        #[expect(clippy::cast_possible_truncation, reason = "checked against the range before")]
        (e4.is_finite() && e4.abs() < 9.0e18).then_some(Self { e4: e4 as i64, currency })
    }

    /// As a number of units.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "for display and ratios; sums are kept in integers")]
    pub fn units(self) -> f64 {
        self.e4 as f64 / 10_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_as_people_write_them_are_read() {
        let won = |text| Money::parse(text, Currency::KRW).map(|m| m.e4);
        assert_eq!(won("12,900"), Some(129_000_000));
        assert_eq!(won("₩12,900원"), Some(129_000_000));
        assert_eq!(won("129.90"), Some(1_299_000));
        assert_eq!(won("\u{2212}3"), Some(-30_000));
        assert_eq!(won("무료"), None);
        assert_eq!(won("inf"), None);
    }
}
