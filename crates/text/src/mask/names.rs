//! Korean names: before 님 and 씨, before and after what somebody is called (김마루 고객님, 상담원 김마루), after 이름: and
//! 저는, and beside a telephone or account number.

use super::titles::{FAMILY, FAMILY_LONG, SEEDS, TITLES, WORDS};
use super::{Hit, What, around};

const TITLE: &str = "고객|회원|기사|상담원|상담사|매니저|팀장|대리|과장|차장|부장|실장|점장|사장|원장|선생|주임|사원|작가|교수|직원|담당자|담당|디자이너|환자|손님|어르신|대표|이사|강사|코치|트레이너|쌤|엔지니어|셰프|간호사|약사|의사|변호사|학생|소장|센터장|지점장|반장|회장";

pattern!(HONOURED, r"([가-힣]{1,6}|[가-힣] [가-힣]{1,2}|[가-힣][*○●Oo0xX][가-힣]?|[A-Z][a-z]+) ?(님|씨)");
pattern!(
    TITLED,
    &format!(r"([가-힣]{{2,4}}) ?(?:{TITLE})(?:님|분|께|이|가|은|는|을|를|의|한테|에게|도|과|와|,|\.|\s|$)")
);
pattern!(CALLED, &format!(r"(?:{TITLE})(?:님|분)?(?:이신|이|은|는|인|:)? ?([가-힣]{{2,4}})"));
pattern!(
    LABELLED,
    r"(?i)(?:이름|성함|성명|예금주|받는 ?(?:사람|분|이)|보내는 ?(?:사람|분|이)|수령인|수령자|수취인|수신인|주문자 ?명?|주문인|입금자 ?명?|신청자|신청인|고객명|구매자 ?명?|가입자|명의자?|담당자 ?명|계약자|예약자 ?명?|본명|실명) ?명?(?:은요|은|는|이|가|을|를)? ?(?:[:：=\-→>]|\()? ?([가-힣]{2,9}|[가-힣] [가-힣] ?[가-힣])"
);
pattern!(
    SELF,
    r"(?:저는|전|저|나는|난|제가|저희는|여기는|여긴)[ ,]{0,2}(?:[가-힣]{1,6}(?:에|의|에서) (?:사는|있는|온) )?([가-힣]{2,4}) ?(?:입니다|이에요|예요|에요|이예요|이고요?|이구요|인데요?|라고|이라고|이라는|라는|이요|요[.,!]|임[.,\s])"
);
pattern!(SIGNED, r"([가-힣]{2,4}) ?(?:드림|올림|배상|拜)");
pattern!(INTRODUCED, r"([가-힣]{2,4})(?:이라고|라고) ?(?:합니다|해요|하는데|불러|함|하고)");
pattern!(GREETED, r"안녕하세요[,.!~ ]{0,3}([가-힣]{2,4})(?:입니다|이에요|예요|라고|이라고|인데요)");
pattern!(BESIDE, r"([가-힣]{2,4})[ ,/()\-:]{0,3}$");
pattern!(
    AFTER,
    r"^[ ,/()\-:]{0,3}(?:(?:국민|신한|우리|하나|농협|기업|카카오뱅크|카뱅|토스|케이뱅크|새마을|우체국|수협|신협)(?:은행|뱅크)?[ ,/]{1,2})?(?:예금주 ?)?([가-힣]{2,4})"
);

/// What a sentence hangs on a name.
const ENDINGS: &[&str] = &[
    "이라고합니다",
    "라고합니다",
    "이라고해요",
    "라고해요",
    "이었습니다",
    "이라고",
    "라고",
    "입니다",
    "이에요",
    "예요",
    "이예요",
    "에요",
    "이구요",
    "이고요",
    "이고",
    "인데요",
    "인데",
    "이라서",
    "이며",
    "이랑",
    "으로요",
    "으로",
    "로요",
    "로",
    "이고",
    "이요",
    "요",
    "님",
    "씨",
    "임",
    "이야",
    "야",
    "였습니다",
    "이었",
    "한테",
    "에게",
    "께",
    "의",
    "도",
    "만",
    "과",
    "와",
    "을",
    "를",
    "은",
    "는",
    "이",
    "가",
    "고",
    "구요",
    "맞아요",
    "맞습니다",
    "맞고",
    "으로된",
    "로된",
    "입니당",
    "이에용",
    "인데용",
    "이셔요",
    "이신데",
];

/// Most letters of a name.
const NAME_MAX: usize = 4;

fn starts_like_family(word: &str) -> bool {
    FAMILY_LONG.iter().any(|family| word.starts_with(family)) || word.chars().next().is_some_and(|c| FAMILY.contains(c))
}

/// What only a verb or a particle ends in.
const NO_NAME: &[&str] = &[
    "면서", "어서", "아서", "여서", "해서", "뻐서", "워서", "려서", "져서", "지도", "지만", "는데", "니까", "려고",
    "으며", "하면", "보면", "하는", "하고", "에서", "으로", "까지", "부터", "을", "를", "는", "게", "에", "요", "다",
    "며", "의",
];
/// Syllables that only verbs have.
const OF_VERBS: &[char] =
    &['셨', '었', '았', '했', '였', '겠', '습', '됐', '갔', '왔', '줬', '봤', '렸', '졌', '쳤', '없', '있', '않', '같'];

fn of_a_verb(word: &str) -> bool {
    word.contains(OF_VERBS) || NO_NAME.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word looks like a whole name: a family name and one or two letters more, and no word of the language.
fn whole_name(word: &str) -> bool {
    let count = word.chars().count();
    let long = FAMILY_LONG.iter().any(|family| word.starts_with(family));
    let fits = count == 3 || long && count == 4;
    fits && starts_like_family(word) && !is_word(word) && !of_a_verb(word)
}

/// A word of the language, or one that is followed by a particle.
fn is_word(word: &str) -> bool {
    let known = |word: &str| WORDS.contains(&word) || TITLES.contains(&word);
    let mut chars = word.chars();
    chars.next_back();
    known(word) || word.chars().count() > 2 && known(chars.as_str())
}

fn boundary(text: &str, start: usize) -> bool {
    !around(text, start, start).0.is_some_and(|c| ('가'..='힣').contains(&c))
}

pub(super) fn find(text: &str, numbers: &[Hit], hits: &mut Vec<Hit>) {
    honoured(text, hits);
    let mut hide = |start, end| hits.push(Hit { what: What::Name, start, end });
    for rule in [&*TITLED, &CALLED, &SIGNED, &INTRODUCED, &GREETED] {
        for found in rule.captures_iter(text) {
            let Some(name) = found.get(1) else { continue };
            let bare = stripped(name.as_str());
            if boundary(text, name.start()) && whole_name(bare) {
                hide(name.start(), name.start() + bare.len());
            }
        }
    }
    for found in LABELLED.captures_iter(text) {
        if let Some(name) = found.get(1) {
            let bare = named(name.as_str());
            // A name with a blank in it begins like one.
            let apart = name.as_str().contains(' ') && !starts_like_family(bare);
            if !apart && !bare.is_empty() && !is_word(bare) && !of_a_verb(bare) {
                hide(name.start(), name.start() + bare.len());
            }
        }
    }
    for found in SELF.captures_iter(text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { continue };
        if boundary(text, whole.start()) && (whole_name(name.as_str()) || two_letters(name.as_str())) {
            hide(name.start(), name.end());
        }
    }
    for number in numbers {
        let before = BESIDE.captures(&text[..number.start]).and_then(|found| found.get(1)).map(|m| (m, 0));
        let after = AFTER.captures(&text[number.end..]).and_then(|found| found.get(1)).map(|m| (m, number.end));
        for (name, at) in before.into_iter().chain(after) {
            let bare = stripped(name.as_str());
            if boundary(text, at + name.start()) && whole_name(bare) {
                hide(at + name.start(), at + name.start() + bare.len());
            }
        }
    }
}

/// Families whose name with one letter more is most often a name.
fn two_letters(word: &str) -> bool {
    word.chars().count() == 2 && word.starts_with(['김', '박', '최', '윤', '허', '황', '권']) && !is_word(word)
}

/// 님 and 씨 may follow any name, also a given name alone; what is no name is known by its words.
fn honoured(text: &str, hits: &mut Vec<Hit>) {
    let mut from = 0;
    while let Some(found) = HONOURED.captures_at(text, from) {
        let (Some(whole), Some(name), Some(honour)) = (found.get(0), found.get(1), found.get(2)) else { break };
        from = whole.end();
        let seed = honour.as_str() == "씨";
        if seed && !ends_name(&text[whole.end()..]) {
            continue;
        }
        if let Some((start, end)) = name_before(name.as_str(), seed) {
            hits.push(Hit { what: What::Name, start: name.start() + start, end: name.start() + end });
        }
    }
}

/// What may follow 씨: nothing, a particle, or no letter of ours (씨앗 and 씨유 are no people).
fn ends_name(rest: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "가", "는", "를", "의", "도", "와", "한테", "에게", "께", "랑", "만", "네", "라", "이", "로", "입", "예", "인",
        "였", "댁", "요",
    ];
    let after = rest.chars().next();
    after.is_none_or(|c| !('가'..='힣').contains(&c)) || PARTICLES.iter().any(|particle| rest.starts_with(particle))
}

/// Where in the word before 님 or 씨 the name stands; `None` when it is no name.
fn name_before(word: &str, seed: bool) -> Option<(usize, usize)> {
    if word.chars().all(|c| c.is_ascii_alphabetic()) {
        return Some((0, word.len()));
    }
    if seed {
        let whole = format!("{word}씨");
        if SEEDS.iter().any(|known| whole.ends_with(known)) {
            return None;
        }
    }
    let bare = word.replace(' ', "");
    if TITLES
        .iter()
        .any(|title| bare == *title || title.chars().count() > 1 && *title != "하나" && bare.ends_with(title))
    {
        // 김마루고객님 holds a name before what they are called.
        let title = TITLES.iter().filter(|title| word.ends_with(*title)).max_by_key(|title| title.len())?;
        let before = &word[..word.len() - title.len()];
        return whole_name(before.trim()).then_some((0, before.trim_end().len()));
    }
    let count = bare.chars().count();
    if WORDS.contains(&bare.as_str()) || count == 1 && !(seed && starts_like_family(&bare)) {
        return None;
    }
    if count <= NAME_MAX {
        return Some((0, word.len()));
    }
    // Words glued before a name: the last three letters when they look like one.
    let (at, _) = word.char_indices().rev().nth(2)?;
    whole_name(&word[at..]).then_some((at, word.len()))
}

/// A word without what the sentence hangs on it, as long as a name is left.
fn stripped(word: &str) -> &str {
    if word.chars().count() <= 3 && starts_like_family(word) {
        return word;
    }
    let cut = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).filter(|rest| rest.chars().count() >= 2);
    cut.min_by_key(|rest| rest.len()).unwrap_or(word)
}

/// The name after a label: what is left of the word, or the first letters of one that ends unlike any we know.
fn named(word: &str) -> &str {
    let letters = word.chars().filter(|c| *c != ' ').count();
    if word.contains(' ') || letters <= 3 && starts_like_family(word) {
        return word;
    }
    let bare = stripped(word);
    if bare.chars().count() <= NAME_MAX {
        return bare;
    }
    let end = bare.char_indices().nth(3).map_or(bare.len(), |(at, _)| at);
    if starts_like_family(bare) { &bare[..end] } else { "" }
}
