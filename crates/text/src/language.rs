//! Is a text Korean, English, or another language, by the letters that it is written in.

/// A language as far as this crate tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// 한국어.
    Korean,
    /// English.
    English,
    /// Any other.
    Other,
}

impl Language {
    /// The code of ISO 639-1 (`ko`, `en`); `None` for another language, since letters alone do not say which.
    #[must_use]
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::Korean => Some("ko"),
            Self::English => Some("en"),
            Self::Other => None,
        }
    }
}

/// A quarter Hangul is Korean: reviews name brands and sizes in English.
const KOREAN_SHARE: f64 = 0.25;
/// Of what is not Hangul, a tenth of other letters is more than the names in an English sentence.
const ENGLISH_SHARE: f64 = 0.9;

/// The language of a text; `None` when it has no letters (`👍👍`).
///
/// By shares of letters: a quarter Hangul makes it Korean, else nine tenths plain Latin letters make it English. A
/// Hangul syllable counts as two because it takes two or three Latin letters to write one. Letters cannot tell English
/// from a language written in the same ones: a German sentence without umlauts passes for English. Where a source says
/// the language, believe the source.
///
/// ```
/// use yeojido_text::{Language, language};
/// assert_eq!(language("배송이 fast 해요"), Some(Language::Korean));
/// assert_eq!(language("Arrived on time, 감사!"), Some(Language::English));
/// assert_eq!(language("とても良い"), Some(Language::Other));
/// assert_eq!(language("10/10 👍"), None);
/// ```
#[must_use]
pub fn language(text: &str) -> Option<Language> {
    let (mut hangul, mut latin, mut other) = (0_u32, 0_u32, 0_u32);
    for letter in text.chars() {
        match letter {
            '가'..='힣' => hangul += 2,
            // Letters by themselves, such as ㅋㅋ and ㅠㅠ.
            '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' => hangul += 1,
            'a'..='z' | 'A'..='Z' => latin += 1,
            _ if letter.is_alphabetic() => other += 1,
            _ => {}
        }
    }
    let (all, foreign) = (f64::from(hangul + latin + other), f64::from(latin + other));
    if all == 0.0 {
        None
    } else if f64::from(hangul) >= all * KOREAN_SHARE {
        Some(Language::Korean)
    } else if f64::from(latin) >= foreign * ENGLISH_SHARE {
        Some(Language::English)
    } else {
        Some(Language::Other)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_told_apart_by_their_letters() {
        for (text, expected) in [
            ("포장이 꼼꼼해서 좋았어요", Some(Language::Korean)),
            ("iPhone 15 Pro 케이스 good", Some(Language::Korean)),
            ("ㅋㅋㅋㅋ", Some(Language::Korean)),
            ("ㅠㅠ", Some(Language::Korean)),
            ("大韓民國 만세", Some(Language::Korean)),
            ("The parcel came late.", Some(Language::English)),
            ("I ordered the Nespresso machine (네스) and it broke after a week", Some(Language::English)),
            ("包装很好", Some(Language::Other)),
            ("配達が早い", Some(Language::Other)),
            ("Доставка быстрая", Some(Language::Other)),
            ("Giao hàng rất nhanh và đẹp", Some(Language::Other)),
            ("", None),
            (" 100% !! ", None),
            ("👍👍", None),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }

    #[test]
    fn a_language_has_its_code() {
        let codes = [Language::Korean, Language::English, Language::Other].map(Language::code);
        assert_eq!(codes, [Some("ko"), Some("en"), None]);
    }

    proptest! {
        #[test]
        fn digits_and_signs_change_nothing(text in "[가-힣a-zA-Zа-я ]{0,30}", signs in "[0-9 !?.~👍]{0,10}") {
            prop_assert_eq!(language(&text), language(&format!("{signs}{text}{signs}")));
        }

        #[test]
        fn any_text_is_read_without_fear(text in any::<String>()) {
            prop_assert_eq!(language(&text).is_none(), !text.chars().any(char::is_alphabetic));
        }
    }
}
