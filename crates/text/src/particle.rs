//! The particle that a Korean noun takes, which depends on the sound that it ends in.

/// A pair of particles, one after a final consonant and one after a vowel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Particle {
    /// 이 / 가
    Subject,
    /// 을 / 를
    Object,
    /// 은 / 는
    Topic,
    /// 으로 / 로, which is 로 after ㄹ too.
    Direction,
    /// 이면 / 면
    If,
}

/// A word with its particle. Letters of other scripts and digits are read as Koreans read them, one by one, by the last
/// that is a letter or a digit; a word without any takes the form after a vowel.
///
/// ```
/// use yeojido_text::{Particle, with_particle};
/// assert_eq!(with_particle("배송", Particle::Subject), "배송이");
/// assert_eq!(with_particle("결제", Particle::Object), "결제를");
/// assert_eq!(with_particle("서울", Particle::Direction), "서울로");
/// assert_eq!(with_particle("PC", Particle::Topic), "PC는");
/// assert_eq!(with_particle("30", Particle::If), "30이면");
/// ```
#[must_use]
pub fn with_particle(word: &str, particle: Particle) -> String {
    let last = word.chars().rev().find(|c| c.is_alphanumeric());
    let end = last.map_or(Ending::Vowel, ending);
    let (consonant, vowel) = match particle {
        Particle::Subject => ("이", "가"),
        Particle::Object => ("을", "를"),
        Particle::Topic => ("은", "는"),
        Particle::Direction => ("으로", "로"),
        Particle::If => ("이면", "면"),
    };
    let bare = end == Ending::Vowel || (end == Ending::Rieul && particle == Particle::Direction);
    format!("{word}{}", if bare { vowel } else { consonant })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

fn ending(last: char) -> Ending {
    const SYLLABLES: u32 = 0xAC00;
    match last {
        '가'..='힣' => match (last as u32 - SYLLABLES) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        // 영 일 이 삼 사 오 육 칠 팔 구
        '1' | '7' | '8' => Ending::Rieul,
        '0' | '3' | '6' => Ending::Consonant,
        // 엘 엠 엔 아르/알
        'l' | 'L' | 'r' | 'R' => Ending::Rieul,
        'm' | 'M' | 'n' | 'N' => Ending::Consonant,
        _ => Ending::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_particle_follows_the_last_sound() {
        for (word, particle, said) in [
            ("모바일 웹", Particle::Subject, "모바일 웹이"),
            ("앱", Particle::Direction, "앱으로"),
            ("장바구니로 돌아감", Particle::Object, "장바구니로 돌아감을"),
            ("새별택배", Particle::Topic, "새별택배는"),
            ("늦음(택배)", Particle::Subject, "늦음(택배)가"),
            ("7", Particle::Direction, "7로"),
            ("2026", Particle::If, "2026이면"),
            ("…", Particle::Subject, "…가"),
        ] {
            assert_eq!(with_particle(word, particle), said);
        }
    }
}
