//! Labels of forms that a name follows: 성함: …, 예금주 …, 투숙객명 ….

use super::super::lexicon::{KIN, TITLES, one_of};
use super::words::Words;

/// How surely a label says that a name follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    /// 증인 …, 담당자는 …: a name may follow.
    Perhaps,
    /// 고객: …, 담당자: …: a name, or what they said.
    Role,
    /// 성함: …
    Name,
}

const NAMES: &str = "이름|성함|성명|예금주|수령인|수령자|수취인|수신인|입금자|본명|실명|명의자|명의|주문자|주문인|받는이|\
    받는사람|받는분|받으실분|보내는사람|보낸사람|보내는이|보낸이|발신인|고객명|영문명|예약자|닉네임말고|성|\
    네임|예금주명|송금인|입금인";
const ROLES: &str = "담당|고객|회원|기사|상담원|상담사|매니저|환자|학생|참석|대표|작성|접수|처리|수신|발신|갑|을|부|모|\
    학부모|직원|강사|배우자|가입|신청|보낸이|설치기사|증인|보호자|담임|세대주|추천인|추천|자녀|남편|아내";

/// The label before a word, and how surely a name follows it.
pub(super) fn before(words: &Words<'_>, at: usize) -> Option<Label> {
    let gap = words.gap_before(at);
    let mut label_at = at.checked_sub(1)?;
    let mut gap_from = words.words[label_at].end;
    // 성명(한글): …
    while matches!(words.words[label_at].text, "한글" | "영문" | "국문" | "한자" | "영어" | "필수" | "실명")
        && words.gap_before(label_at).contains(['(', '[', '/'])
    {
        gap_from = words.words[label_at].start;
        label_at = label_at.checked_sub(1)?;
    }
    let sender = matches!(words.words[label_at].text, "From" | "from" | "To" | "to") && gap == ". ";
    if sender {
        return Some(Label::Name);
    }
    if gap.chars().count() > 8 || gap.contains(['.', ',', '?', '!', ';', '<']) {
        return None;
    }
    let start = words.words[at].start;
    let strong = words.text[gap_from..start].contains([':', '=', '→', '-', ']', '>', '|', '：', '】', '/', '\n', ')']);
    let word = words.words[label_at];
    if !word.korean {
        let known = ["name", "names", "from", "to", "attn", "guest", "passenger", "customer"];
        let is_one = known.contains(&word.text.to_lowercase().as_str());
        return (is_one && strong).then_some(Label::Name);
    }
    let joined = joined(words, label_at);
    let (label, particle) = without_particle(&joined);
    // 투숙객명 and 기사명, but not 상품명.
    let of_whom = label.strip_suffix('명').is_some_and(|who| {
        let person = TITLES.contains(who) || KIN.contains(who) || one_of(NAMES, who) || one_of(ROLES, who);
        person
            || who.ends_with(['자', '인', '객']) && who.chars().count() >= 2
            || who.ends_with("영문")
            || who.ends_with("한글")
    });
    let sure = one_of(NAMES, label) || of_whom;
    let sure = sure || ["이름", "성함", "성명", "실명"].iter().any(|name| label.ends_with(name));
    // 감동적인 ends like 수령인.
    let role =
        one_of(ROLES, label) || label.chars().count() >= 3 && label.ends_with(['자', '인']) && !label.ends_with("적인");
    match (sure, role, strong && !particle) {
        (true, _, true) => Some(Label::Name),
        (_, true, true) => Some(Label::Role),
        (true, _, false) => Some(Label::Perhaps),
        (_, true, false) if !particle => Some(Label::Perhaps),
        _ => None,
    }
}

/// A label written apart: 받는 사람, 성 명, 성    함.
fn joined(words: &Words<'_>, at: usize) -> String {
    let word = words.words[at].text;
    let blank = !words.gap_before(at).is_empty() && words.gap_before(at).chars().all(char::is_whitespace);
    let before = words.before(at).filter(|_| blank).map_or("", |before| before.text);
    let apart = ["받는", "받으실", "받을", "보내는", "보낸", "보내실"].contains(&before)
        || word.chars().count() == 1 && ["성", "이"].contains(&before);
    if apart { format!("{before}{word}") } else { word.to_owned() }
}

fn without_particle(label: &str) -> (&str, bool) {
    for particle in ["은요", "은", "는", "이", "가", "을", "를"] {
        if let Some(bare) = label.strip_suffix(particle)
            && (one_of(NAMES, bare) || one_of(ROLES, bare) || bare.ends_with(['명', '자', '인']) && bare.len() > 6)
            && !one_of(NAMES, label)
        {
            return (bare, true);
        }
    }
    (label, false)
}
