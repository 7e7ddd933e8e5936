//! Words of a text down to what they mean without their endings, without a dictionary.
//!
//! A Korean noun shows itself by its particles: the same letters stand before `이`, `을`, `도` … in other statements. A
//! predicate does not, and its endings melt into it (`바뀌고`, `바뀐`, `바꿨어요`), so it is known by the keys that type its
//! first two syllables, as far as the second's vowel. An English noun stands after `the`, `my`, `this` … most of the time.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::squeezed::Squeezed;
use crate::strokes::{Strokes, is_syllable};

/// The longest first.
const PARTICLES: [&str; 24] = [
    "에서는",
    "이라는",
    "으로",
    "에서",
    "까지",
    "부터",
    "보다",
    "처럼",
    "한테",
    "에게",
    "이랑",
    "이나",
    "에는",
    "이",
    "가",
    "은",
    "는",
    "을",
    "를",
    "도",
    "에",
    "의",
    "로",
    "랑",
];
/// A noun has been met before so many particles, one of them of a subject or an object, which no predicate takes.
const VARIED: usize = 2;
const OF_NOUNS: [&str; 4] = ["이", "가", "을", "를"];
/// So often a word stands after a determiner when it is a noun.
const DETERMINED: f64 = 0.4;
const DETERMINERS: [&str; 14] =
    ["the", "a", "an", "my", "our", "your", "this", "these", "their", "no", "of", "any", "every", "new"];
/// Words that any statement may hold.
const COMMON: &str = "제가 저는 이거 그거 저거 여기 거기 우리 저희 그게 이게 그것 이것 고객 고객님 친구 사람 때문 정도 생각 마음 하나 \
    처음 이번 다음 오늘 어제 내일 지금 요즘 나중 그때 동안 이후 이상 이하 정말 진짜 그냥 누가 누구 무엇 어디 언제 얼마 이유 하루 \
    한번 번째 시간 전에 후에 안에 밖에 그날 올해 작년 지난 매일 매번 모두 전부 조금 많이 너무 다시 자기 본인 남편 아내 엄마 아빠 \
    딸이 아들 동생 언니 오빠 누나 부모님 어머니 아버지 할머니 할아버지 그런 이런 저런 어떤 무슨 같은 다른 모든 여러 경우 부분 \
    문제 이야기 얘기 내용 방법 상태 안내 확인 문의 요청 처리 접수 서비스 이용 사용 상황 기분 느낌 물건 제품 상품 회사 업체 \
    이사 쇼핑몰 똑같 군데 그쪽 이쪽 저쪽 브랜드 가지 그만 나이 세상 나머지 반대 자체 위해 대한 통해 중에 앞에 뒤에 옆에 위에 아래 사이 이제 항상 역시 아무 그대 있는 없는 \
    이틀 사흘 나흘 열흘 며칠 고민 불만 만족 후회 걱정 기대 이름 주변 가족 이번엔 요청 \
    하는 되는 보는 사는 오는 가는 주는 쓰는 같은 thing things time times day days week weeks month months year years people person \
    one two way lot bit same last first next other more most place company order customer friend \
    wife husband son daughter girl boy mother father mum dad second whole half rest colleague family name number end";

/// Words as they are counted.
#[derive(Debug)]
pub(super) struct Stems {
    nouns: FxHashSet<String>,
    common: FxHashSet<&'static str>,
}

/// What stands in one statement.
#[derive(Debug, Default)]
pub(super) struct Stemmed {
    /// Each once, in order of letters.
    pub nouns: Vec<String>,
    /// Beginnings of predicates: what they are known by, and as a key.
    pub predicates: BTreeMap<String, String>,
}

impl Stems {
    /// Learns from all texts which words are nouns.
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t Squeezed>) -> Self {
        let mut particles: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        let mut english: FxHashMap<String, (u32, u32)> = FxHashMap::default();
        for text in texts {
            let mut before = "";
            for word in text.words() {
                if let Some((stem, particle)) = without_particle(word) {
                    particles.entry(stem).or_default().insert(particle);
                } else if is_latin(word) {
                    let seen = english.entry(singular(word)).or_default();
                    seen.0 += 1;
                    seen.1 += u32::from(DETERMINERS.contains(&before));
                }
                before = word;
            }
        }
        let korean = particles
            .into_iter()
            .filter(|(_, met)| met.len() >= VARIED && OF_NOUNS.iter().any(|it| met.contains(it)))
            .map(|(stem, _)| stem.to_owned());
        let latin = english
            .into_iter()
            .filter(|(word, (all, after))| word.len() >= 4 && f64::from(*after) >= DETERMINED * f64::from(*all))
            .map(|(word, _)| word);
        Self { nouns: korean.chain(latin).collect(), common: COMMON.split_whitespace().collect() }
    }

    /// The nouns and predicates of a statement.
    pub(super) fn read(&self, text: &Squeezed) -> Stemmed {
        let mut found = Stemmed::default();
        for word in text.words() {
            let stem = without_particle(word).map_or(word, |(stem, _)| stem);
            let noun = if is_latin(word) { singular(word) } else { stem.to_owned() };
            if self.nouns.contains(&noun) {
                if !self.common.contains(noun.as_str()) && noun.chars().count() >= 2 {
                    found.nouns.push(noun);
                }
            } else if let Some((stem, key)) = predicate(word).filter(|_| !self.common.contains(word)) {
                found.predicates.insert(stem, key);
            }
        }
        found.nouns.sort_unstable();
        found.nouns.dedup();
        found
    }
}

fn is_latin(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// English plurals as one thing.
fn singular(word: &str) -> String {
    let word = word.trim_end_matches("'s");
    let cut = word.strip_suffix('s').filter(|rest| rest.len() >= 3 && !rest.ends_with(['s', 'u', 'i']));
    cut.unwrap_or(word).to_owned()
}

/// A Korean word as what stands before its particle, and the particle.
pub(crate) fn without_particle(word: &str) -> Option<(&str, &'static str)> {
    if !word.ends_with(is_syllable) {
        return None;
    }
    let cut = PARTICLES.iter().filter_map(|particle| Some((word.strip_suffix(particle)?, *particle)));
    cut.into_iter().find(|(stem, _)| stem.chars().count() >= 2 && stem.chars().all(is_syllable))
}

/// A word's first two syllables, as keys up to the second's first vowel key, and as a key that begins a word.
pub(crate) fn predicate(word: &str) -> Option<(String, String)> {
    let mut letters = word.chars();
    let (one, two) = (letters.next()?, letters.next()?);
    if !is_syllable(one) || !is_syllable(two) {
        return None;
    }
    let second = Strokes::of(two);
    let stem = Strokes::of(one).keys().iter().chain(second.keys().iter().take(2)).collect();
    Some((stem, format!("_{one}{two}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str], text: &str) -> Stemmed {
        let texts: Vec<Squeezed> = texts.iter().map(|text| Squeezed::new(text)).collect();
        Stems::of(&texts).read(&Squeezed::new(text))
    }

    #[test]
    fn a_noun_is_known_by_its_particles() {
        let texts = ["택배사가 바뀌고 늦어요", "새 택배사는 느려요", "택배사 바뀐 뒤로", "the parcel", "my parcels"];
        let found = read(&texts, "택배사 바꾼 사람");
        assert_eq!(found.nouns, ["택배사"]);
        assert_eq!(read(&texts, "two parcels").nouns, ["parcel"]);
    }

    #[test]
    fn predicates_are_the_same_whatever_their_ending() {
        let stem = |word: &str| predicate(word).expect("two syllables").0;
        assert_eq!(stem("바뀌고"), stem("바뀐"));
        assert_eq!(stem("바뀌고"), stem("바꿨어요"));
        assert_ne!(stem("바뀌고"), stem("바쁘고"));
    }
}
