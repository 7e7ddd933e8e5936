//! Where somebody lives: road and lot addresses, written in full or in part, and the flat behind them.

use super::{Hit, What};

/// The province or city before it.
const PROVINCE: &str = "(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]|전라[남북]|경상[남북])(?:특별자치|특별|광역)?(?:시|도)?";
/// Cities, counties and wards.
const TOWN: &str = "(?:[가-힣]{1,5}(?:시|군|구) ?){0,3}(?:[가-힣]{1,5}(?:읍|면) ?)?";
/// What follows the number of a house: block, building, floor, flat.
const FLAT: &str = r"(?:[ ,]{0,2}(?:\([가-힣0-9, ·]{2,25}\)|[가-힣A-Za-z0-9]{1,12}(?:아파트|빌라|빌딩|오피스텔|타워|맨션|주택|연립|하이츠|자이|푸르지오|래미안|힐스테이트|캐슬|파크|팰리스|APT|apt)|(?:지하 ?)?[A-Za-z]?\d{1,4} ?(?:동|층|호|호실|블록|라인)|[가나다라마바사]동))*";

pattern!(
    ROAD,
    &format!(
        r"(?:{PROVINCE} ?)?{TOWN}[가-힣0-9·]{{1,9}}(?:대로|로|길)(?: ?\d+(?:번|가|나|다)?길)?,? ?(?:지하 ?)?\d{{1,5}}(?:[\-–]\d{{1,4}})?(?:번지)?{FLAT}"
    )
);
pattern!(
    LOT,
    &format!(
        r"(?:{PROVINCE} ?)?{TOWN}[가-힣]{{1,5}}\d?(?:동|리|가|읍|면) ?(?:산 ?)?\d{{1,4}}(?:[\-–]\d{{1,4}})?(?: ?번지)?{FLAT}"
    )
);
pattern!(
    UNIT,
    r"(?:[가-힣A-Za-z0-9]{0,14}(?:아파트|빌라|빌딩|오피스텔|타워|맨션|주택|연립|자이|푸르지오|래미안|힐스테이트|캐슬|APT|apt) ?)?(?:[A-Za-z]?\d{1,4}|[A-Za-z가나다라마바사]) ?동[ ,\-]{0,2}\d{1,4} ?호"
);
pattern!(BUILDING, r"[가-힣A-Za-z0-9]{2,14}(?:아파트|빌라|오피스텔|맨션|APT|apt) ?\d{1,4} ?(?:동|호)");
pattern!(SHORT_UNIT, r"\b\d{2,4}[\-–]\d{3,4} ?호");
pattern!(
    ENGLISH_ROAD,
    r"\b\d{1,5}(?:-\d{1,4})?,? (?:(?:[A-Z0-9][A-Za-z0-9.'\-]* ){1,3}|[a-z]+ )(?i:(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|terrace|square|sq|highway|hwy|parkway|pkwy|circle)\b\.?(?:,? (?:apt|apartment|unit|suite|ste|flat|fl|#)\.? ?#?[a-z0-9\-]+)?)(?:,? [A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2},? [A-Z]{2}(?: \d{5}(?:-\d{4})?)?)?"
);
pattern!(
    ROMAN,
    r"(?i)(?:(?:apt|unit|room|#|\d{1,4}-dong|\d{1,4}-ho)[ ,.#0-9\-a-z]{0,20},? ?)?(?:\d{1,5}(?:-\d{1,4})?,? )[a-z0-9\-]+(?:-ro|-gil|-daero|-dong|-ri)(?: ?\d*(?:beon)?-gil)?\b(?:,? [a-z\-]+(?:-gu|-si|-gun|-do|-dong|-eup|-myeon))*(?:,? (?:seoul|busan|incheon|daegu|daejeon|gwangju|ulsan|sejong|jeju|korea))*"
);
pattern!(POSTCODE, r"(?:우편번호|우편 번호|우\)|postcode|zip(?: ?code)?) ?[:：]? ?\d{5}\b");
pattern!(
    CUE,
    "주소|배송지|수령지|배달|보내|살아|살고|사는|거주|집은|집이|집 앞|이사|도로명|번지|사옥|받는 곳|받을 곳|(?i)address|deliver|live"
);

/// Words that end like a road and are none, most of them a particle.
const NO_ROAD: &[&str] = &[
    "으로",
    "바로",
    "별로",
    "따로",
    "서로",
    "새로",
    "앞으로",
    "스스로",
    "대체로",
    "때로",
    "진짜로",
    "정말로",
    "실제로",
    "주로",
    "함부로",
    "홀로",
    "그대로",
    "이대로",
    "마음대로",
    "제대로",
    "반대로",
    "사실대로",
    "에로",
    "카드로",
    "쿠폰으로",
    "택배로",
];
/// What counts something else than houses.
const COUNTERS: &[&str] = &[
    "번",
    "개",
    "일",
    "시",
    "원",
    "회",
    "명",
    "주",
    "달",
    "년",
    "월",
    "분",
    "초",
    "%",
    "만",
    "천",
    "점",
    "배",
    "박",
    "차",
    "장",
    "kg",
    "g",
    "ml",
    "cm",
    "mm",
    "단계",
    "등",
    "위",
    "가지",
    "건",
    "세트",
    "박스",
    "인",
    "살",
    "대",
    "켤",
    "병",
    "매",
    "권",
    "통",
    "팩",
    "퍼",
    "호선",
    "학년",
    "사이즈",
];

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    let mut hide = |start, end| hits.push(Hit { what: What::Address, start, end });
    for m in ROAD.find_iter(text) {
        if road(text, m.as_str(), m.end()) {
            hide(m.start(), m.end());
        }
    }
    for m in LOT.find_iter(text) {
        if lot(m.as_str()) {
            hide(m.start(), m.end());
        }
    }
    for rule in [&*UNIT, &BUILDING, &SHORT_UNIT, &ENGLISH_ROAD, &ROMAN, &POSTCODE] {
        rule.find_iter(text).for_each(|m| hide(m.start(), m.end()));
    }
}

/// Whether the place names its city or ward.
fn in_town(found: &str) -> bool {
    let mut words = found.split_whitespace().collect::<Vec<_>>();
    words.pop();
    let town = |word: &str| {
        let letters = word.chars().count();
        letters >= 2
            && word.ends_with(['시', '군', '구', '읍', '면', '도'])
            && !word.chars().any(|c| c.is_ascii_digit())
    };
    let province = [
        "서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남", "전북", "전남",
        "경북", "경남", "제주",
    ];
    words.iter().any(|word| town(word)) || province.iter().any(|name| found.starts_with(name))
}

/// Whether a flat stands behind the number.
fn with_flat(found: &str) -> bool {
    ["호", "층", "아파트", "빌라", "빌딩", "오피스텔", "번지", "번길", "가길", "나길", "다길", "동)", "타워"]
        .iter()
        .any(|sign| found.contains(sign))
}

/// A road, and not a word with the particle 로 before a number.
fn road(text: &str, found: &str, end: usize) -> bool {
    let name = found
        .split(|c: char| c.is_ascii_digit() || c == ' ')
        .find(|part| part.ends_with(['로', '길']))
        .unwrap_or_default();
    if NO_ROAD.iter().any(|word| name == *word || word.chars().count() > 2 && name.ends_with(word))
        || name.ends_with("으로")
    {
        return false;
    }
    let counted = COUNTERS.iter().any(|counter| text[end..].trim_start().starts_with(counter));
    if in_town(found) || with_flat(found) {
        return !counted || in_town(found);
    }
    let cued = CUE.is_match(text);
    !counted && name.chars().count() >= 3 && cued
}

/// A lot: with its city, a second number, or the word for it. 감동 100 and 운동 3 are none.
fn lot(found: &str) -> bool {
    let second = found.contains(['-', '–']);
    in_town(found)
        || found.contains("번지")
        || second && !found.starts_with(['자', '운', '감', '활', '이'])
        || found.contains("아파트")
}
