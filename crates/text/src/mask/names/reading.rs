//! A word as a name and what the sentence hangs on it. Particles agree with the last letter of what they follow
//! (민수가, 지은이), which tells many words from names.

use super::super::lexicon::{COMMON, KIN, NOBODY, TITLES, one_of};
use super::shape::{Shape, is_word, shape};

/// What follows the name within its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    Nothing,
    /// 가, 한테, 의, and so on.
    Particle,
    /// 로, 으로.
    Towards,
    /// 입니다, 인데요, and so on.
    Being,
    /// 라고, 이라는.
    Saying,
    /// 님, 씨.
    Honour,
    /// 쌤, 팀장님; and 언니.
    Title,
    Kin,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'t> {
    pub name: &'t str,
    pub rest: Rest,
    pub shape: Shape,
}

/// Whether a letter must end in a consonant before a particle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    Consonant,
    Vowel,
}
use After::{Any, Consonant, Vowel};

const PARTICLES: &[(After, &[&str])] = &[
    (
        Any,
        &[
            "의",
            "도",
            "만",
            "에게",
            "한테",
            "께",
            "께서",
            "께서는",
            "께는",
            "한테는",
            "한테서",
            "에게서",
            "에게는",
            "하고",
            "하고는",
            "처럼",
            "보다",
            "까지",
            "부터",
            "마저",
            "밖에",
            "꺼",
            "거",
            "외",
            "포함",
            "등",
            "네",
            "측",
            "한테도",
            "만의",
            "에게도",
            "께도",
            "한테만",
        ],
    ),
    (
        Consonant,
        &[
            "이",
            "은",
            "을",
            "과",
            "이랑",
            "이나",
            "이며",
            "이가",
            "이는",
            "이를",
            "이도",
            "이한테",
            "이의",
            "이만",
            "이네",
            "이에게",
            "이하고",
            "이랑은",
            "아",
        ],
    ),
    (Vowel, &["가", "는", "를", "와", "랑", "나", "며", "야"]),
];

const BEING: &[(After, &[&str])] = &[
    (
        Any,
        &[
            "입니다",
            "입니당",
            "입니다만",
            "인데요",
            "인데",
            "인데용",
            "임",
            "인가요",
            "이에요",
            "이고요",
            "이구요",
            "이고",
            "이요",
            "이신데",
            "이십니다",
            "이시고",
            "입니까",
            "였습니다",
            "이었습니다",
            "인데여",
            "이예요",
            "이신가요",
            "이라서",
            "이었어요",
            "이었고",
            "이었는데",
            "인줄",
            "인가",
            "인지",
            "인지요",
            "이었나",
            "이었나요",
            "이었던",
            "이던데",
            "일걸요",
            "이거든요",
            "이라니까요",
            "인데도",
            "이올시다",
            "인듯",
            "인듯요",
            "인뎅",
            "이랬나",
            "이었지",
        ],
    ),
    (Consonant, &["이에용", "이에여", "이죠", "이지만", "이네요", "이셔요", "이구", "이야", "이세요"]),
    (
        Vowel,
        &[
            "예요",
            "에요",
            "요",
            "고요",
            "구요",
            "고",
            "구",
            "죠",
            "지만",
            "네요",
            "셔요",
            "여요",
            "예용",
            "였어요",
            "라서",
            "였고",
            "세요",
            "신데",
            "였나",
            "였나요",
            "였던",
            "였는데",
            "랬나",
            "거든요",
            "라니까요",
            "던데",
            "였지",
            "시고",
            "십니다",
        ],
    ),
];

/// Whether a syllable ends in a consonant, and whether that is ㄹ.
fn closed(c: char) -> Option<(bool, bool)> {
    let at = u32::from(c).checked_sub(u32::from('가')).filter(|at| *at < 11_172)?;
    Some((at % 28 != 0, at % 28 == 8))
}

fn among(list: &[(After, &[&str])], rest: &str, consonant: bool) -> bool {
    let fits = |after: After| match after {
        Any => true,
        Consonant => consonant,
        Vowel => !consonant,
    };
    list.iter().any(|(after, forms)| fits(*after) && forms.contains(&rest))
}

/// What hangs on a name, by what it ends in; `None` when nothing that could.
fn rest_of(name: &str, rest: &str) -> Option<Rest> {
    if rest.is_empty() {
        return Some(Rest::Nothing);
    }
    let (consonant, liquid) = closed(name.chars().next_back()?)?;
    if among(PARTICLES, rest, consonant) {
        return Some(Rest::Particle);
    }
    if among(BEING, rest, consonant) {
        return Some(Rest::Being);
    }
    let towards = if consonant && !liquid { "으로" } else { "로" };
    if let Some(more) = rest.strip_prefix(towards)
        && ["", "요", "는", "도", "된", "만"].contains(&more)
    {
        return Some(Rest::Towards);
    }
    let (said, called) = if consonant { ("이라고", "이라는") } else { ("라고", "라는") };
    if rest.starts_with(said) || rest.starts_with(called) {
        return Some(Rest::Saying);
    }
    let minor = rest.strip_prefix(['군', '양']).is_some_and(|more| matches!(more, "" | "이" | "은" | "의" | "을"));
    if matches!(rest, "드림" | "올림" | "배상") || minor && name.chars().count() == 3 {
        return Some(Rest::Title);
    }
    if let Some(more) = rest.strip_prefix('님').or_else(|| rest.strip_prefix('씨')) {
        return hangs(more).then_some(Rest::Honour);
    }
    called_by(rest)
}

/// Whether what follows 님, 씨 or a title may follow it.
pub(super) fn hangs(rest: &str) -> bool {
    const MORE: &str = "|이|가|은|는|을|를|께|께서|께서는|께는|의|도|만|과|와|이랑|랑|한테|에게|한테는|한테서|께도|이요|요|으로|\
        로|입니다|이에요|예요|인데요|인데|이고|이라고|이라는|이신데|이신|이나|처럼|보다|까지|네|들|분|분이|분께|\
        분은|하고|이죠|맞죠|라는|라고|이었습니다|이세요|이십니다|측|만의|덕에|덕분에|때문에|이라서|이시고|이며|\
        께만|이네요|댁|쪽|인가요|임|였어요|이던데";
    one_of(MORE, rest)
}

/// A title behind a name, or what somebody is to somebody.
fn called_by(rest: &str) -> Option<Rest> {
    let mut at = rest.len();
    while at > 0 {
        let (title, more) = rest.split_at(at);
        let more = more.strip_prefix(['님', '쌤', '분']).unwrap_or(more);
        if hangs(more) {
            if TITLES.contains(title) || matches!(title, "쌤" | "샘") {
                return Some(Rest::Title);
            }
            if KIN.contains(title) && title != "애" && title != "우리" && title != "저희" {
                return Some(Rest::Kin);
            }
        }
        at = rest[..at].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    None
}

/// Whether a word is a title with what may follow it: 팀장님이, 기사, 직원분께.
pub(super) fn is_title(word: &str) -> bool {
    called_by(word) == Some(Rest::Title) || of_a_trade(word)
}

/// A title with a word of two letters before it: 수리기사, 담당직원.
fn of_a_trade(word: &str) -> bool {
    let Some((at, _)) = word.char_indices().nth(2) else { return false };
    let (before, title) = word.split_at(at);
    (NOBODY.contains(before) || COMMON.contains(before)) && called_by(title) == Some(Rest::Title)
}

/// Whether a word is what somebody is to somebody.
pub(super) fn is_kin(word: &str) -> bool {
    called_by(word) == Some(Rest::Kin) || matches!(word, "우리" | "저희" | "애")
}

/// All readings of a word as a name, the longest first.
pub(super) fn readings(word: &str) -> Vec<Reading<'_>> {
    let mut found = Vec::new();
    if is_word(word) && word.chars().count() > 1 && shape(word).is_none() {
        return found;
    }
    let ends: Vec<usize> = word.char_indices().skip(1).map(|(at, _)| at).chain([word.len()]).take(5).collect();
    for end in ends.into_iter().rev() {
        let (name, rest) = word.split_at(end);
        if let Some(rest) = rest_of(name, rest)
            && let Some(shape) = shape(name)
        {
            found.push(Reading { name, rest, shape });
        }
    }
    found
}
