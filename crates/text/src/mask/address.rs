//! Where somebody lives: road and lot addresses, written in full or in part, and the flat behind them.

use super::lexicon::one_of;
use super::{Hit, What, around};

/// The province or city before it.
const PROVINCE: &str = "(?:대한민국 )?(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]|전라[남북]|경상[남북])(?:특별자치|특별|광역)?(?:시|도)?";
/// Cities, counties and wards, and a quarter within them.
const TOWN: &str = "(?:[가-힣]{1,5}(?:시|군|구) ?){0,3}(?:[가-힣]{1,5}(?:읍|면) ?)?(?:[가-힣]{1,5}[0-9]?(?:동|리) )?";
/// A short form of a city, as people write it before a quarter: 분당, 일산.
const SHORT: &str = "(?:[가-힣]{2,4} )?";
/// Block, building, floor, flat.
const UNIT_PART: &str = r"(?:(?:지하 ?)?[A-Za-z]?\d{1,4} ?(?:동|층|호실|호|블록|라인)|[A-Za-z가나다라마바사아자차] ?동|[A-Z]-?\d{2,4}|지층|지하층|옥탑)";
/// Words that are houses by themselves.
const HOUSE: &str = "(?:아파트|빌라|빌딩|오피스텔|타워|맨션|주택|연립|하이츠|자이|푸르지오|래미안|힐스테이트|캐슬|파크|팰리스|타운|마을|단지|시티|빌|원룸|상가|센터|프라자|플라자|하우스|더샵|아이파크|위브|센트레빌|APT|apt)";

pattern!(
    ROAD,
    &format!(
        r"(?:{PROVINCE} ?)?{TOWN}[가-힣0-9·]{{1,9}}(?:대로|로|길)(?: ?\d+(?:번|가|나|다)?길)?,? ?(?:지하 ?)?\d{{1,5}}(?:-\d{{1,4}})?(?:번지)?"
    )
);
pattern!(
    LOT,
    &format!(
        r"(?:{PROVINCE} ?)?{TOWN}(?:[가-힣]{{1,5}}\d?(?:동|리|가|읍|면)(?:\d가)?|[가-힣]{{1,4}}\d가) ?(?:산 ?)?\d{{1,4}}(?:-\d{{1,4}})?(?: ?번지)?"
    )
);
pattern!(
    FLAT,
    &format!(
        r"^(?:[ ,]{{0,2}}(?:\([가-힣A-Za-z0-9, ·]{{2,25}}\)|[가-힣A-Za-z0-9]{{0,12}}{HOUSE}|{UNIT_PART}))*(?:[ ,]{{0,2}}[가-힣A-Za-z0-9]{{1,12}}(?: [가-힣A-Za-z0-9]{{1,8}})?[ ,]{{1,2}}(?:{UNIT_PART}[ ,\-]{{0,2}})+)?"
    )
);
pattern!(UNIT, r"(?:[A-Za-z]?\d{1,4}|[A-Za-z가나다라마바사]) ?동[ ,\-]{0,2}\d{1,4} ?호");
pattern!(UNIT_READ, "[일이삼사오육칠팔구십백천]{2,6}동 ?[일이삼사오육칠팔구십백천]{2,8}호");
pattern!(
    BUILDING,
    r"[가-힣A-Za-z0-9]{0,14}(?:아파트|빌라|오피스텔|맨션|원룸|APT|apt) ?(?:[가나다라A-Z]동 ?)?\d{1,4} ?(?:동|호)"
);
pattern!(
    NAMED,
    &format!(
        r"(?:(?:{PROVINCE} ?)?{TOWN}{SHORT}(?:[가-힣]{{1,5}}\d?동 )?(?:[가-힣A-Za-z0-9]{{1,10}}{HOUSE} ?|[가-힣A-Za-z0-9]{{1,6}}\d차 |{HOUSE} )(?:[가-힣]{{2,6}} |\d{{1,2}}(?:단지|차) )?)$"
    )
);
pattern!(SHORT_UNIT, r"\b\d{2,4}-\d{3,4} ?호");
pattern!(POSTCODE, r"(?:우편번호|우편 번호|우\)|postcode|zip(?: ?code)?) ?[:：]? ?\d{5}\b");
pattern!(
    CUE,
    "주소|배송|수령지|배달|보내|살아|살고|사는|거주|집은|집이|집 앞|이사|도로명|번지|사옥|받는 곳|받을 곳|받아|맡겨|방문|설치|소재|근처|택배|근무|(?i)address|deliver|live"
);

/// Words that end like a road and are none, most of them a particle.
const NO_ROAD: &str = "으로|바로|별로|따로|서로|새로|앞으로|스스로|대체로|때로|진짜로|정말로|실제로|주로|함부로|홀로|그대로|\
    이대로|마음대로|제대로|반대로|사실대로|에로|카드로|쿠폰으로|택배로|추가로|원래대로|배로|대로|계좌로|\
    번호로|전화로|문자로|이메일로|메일로|프로|위로|아래로|하루로|최대로|최소로|위주로|기준으로|수시로|\
    무료로|유료로|정가로|할인가로|날로|진로|유로|제로|하나로|도로|피로|경로|올림픽으로|반값으로|차례로|\
    임의로|단위로|회차로|별도로|의외로|무작위로|통로|손길|눈길|발길|뱃길|지름길|산책길|퇴근길|출근길|귀갓길|\
    하굣길|등굣길";
/// What counts something else than houses.
const COUNTERS: &str = "번|개|일|시|원|회|명|주|달|년|월|분|초|%|만|천|점|배|박|차|장|kg|g|ml|cm|mm|단계|등|위|가지|건|세트|\
    박스|인|살|대|켤|병|매|권|통|팩|퍼|호선|학년|사이즈|포인트|페이지|세|km|m |L|도|컵|봉|줄|편|화|포|칸";

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    if !text.bytes().any(|c| c.is_ascii_digit()) {
        UNIT_READ.find_iter(text).for_each(|m| hits.push(whole_unit(text, m.start(), m.end())));
        return;
    }
    if !text.contains([
        '로', '길', '동', '리', '가', '읍', '면', '호', '번', '지', '코', '빌', '파', '원', '펠', '션', 'p', 'P',
    ]) {
        return;
    }
    for m in ROAD.find_iter(text) {
        let end = with_flat(text, m.end());
        if road(text, m.as_str(), m.end(), end) {
            hits.push(hit(m.start(), end));
        }
    }
    for m in LOT.find_iter(text) {
        let end = with_flat(text, m.end());
        if lot(text, m.as_str(), m.end(), end) {
            hits.push(hit(m.start(), end));
        }
    }
    for m in UNIT.find_iter(text).chain(UNIT_READ.find_iter(text)) {
        hits.push(whole_unit(text, m.start(), m.end()));
    }
    for rule in [&*BUILDING, &*SHORT_UNIT, &*POSTCODE] {
        rule.find_iter(text).for_each(|m| hits.push(hit(m.start(), m.end())));
    }
}

const fn hit(start: usize, end: usize) -> Hit {
    Hit { what: What::Address, start, end }
}

/// Where the flat behind a house's number ends.
fn with_flat(text: &str, end: usize) -> usize {
    FLAT.find(&text[end..]).map_or(end, |m| end + m.as_str().trim_end_matches([' ', ',', '-']).len())
}

/// A flat with the house it is in: 행신동 햇빛마을 2104동 1003호.
fn whole_unit(text: &str, start: usize, end: usize) -> Hit {
    let before = &text[..start];
    let from = before.char_indices().rev().take(40).last().map_or(start, |(at, _)| at);
    let house = NAMED.find(&text[from..start]).map(|m| from + m.start());
    hit(house.or_else(|| plain_house(before)).unwrap_or(start), end)
}

/// A word right before a flat is its house, unless a sentence goes on with it.
fn plain_house(before: &str) -> Option<usize> {
    const NO_HOUSE: &str = "집|우리집|저희집|앞|옆|뒤|말고|아니고|그리고|아니라|저희|우리|저는|여기|주소|상세주소|배송지|택배|현재|\
        지금|바로|그냥|요|네|혹시|근데|그런데|이제|다시|제발|또|호수|동호수";
    let (at, house) = last_word(before.strip_suffix(' ')?)?;
    let count = house.chars().count();
    let particle = house.ends_with([
        '은', '는', '이', '가', '을', '를', '에', '로', '서', '고', '요', '도', '의', '면', '데', '지', '께', '한',
    ]);
    let korean = house.contains(|c: char| ('가'..='힣').contains(&c));
    let is_house =
        (2..=8).contains(&count) && korean && !one_of(NO_HOUSE, house) && (!particle || count >= 6 || is_place(house));
    let mut from = is_house.then_some(at)?;
    while let Some((at, place)) =
        before[..from].strip_suffix(' ').and_then(last_word).filter(|(_, word)| is_place(word))
    {
        if one_of(NO_HOUSE, place) {
            break;
        }
        from = at;
    }
    Some(from)
}

fn last_word(text: &str) -> Option<(usize, &str)> {
    let at = text.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last()?.0;
    Some((at, &text[at..]))
}

/// A quarter, town or estate, or a city by its short name.
fn is_place(word: &str) -> bool {
    const CITIES: &str = "수원 성남 분당 일산 평촌 산본 중동 판교 동탄 광교 용인 수지 기흥 죽전 안양 부천 안산 시흥 광명 김포 고양 파주 의정부 남양주 구리 하남 위례 미사 송도 청라 \
        영종 천안 아산 청주 충주 전주 익산 군산 여수 순천 목포 포항 경주 구미 김천 안동 창원 마산 진해 김해 양산 진주 통영 거제 춘천 원주 강릉 속초 서귀포 목동 잠실 대치 반포 상계 중계 \
        압구정 여의도 영통 해운대 오산 평택 화성 이천 여주 군포 의왕 과천 양주 동두천 포천 검단 별내 다산 옥정 운정 마곡 고덕 개포 방배 송파 강남 서초 노원 강서";
    let ends = word.ends_with(['동', '구', '시', '군', '읍', '면', '리', '골', '도'])
        || ["마을", "신도시", "지구", "단지", "타운", "아파트"].iter().any(|end| word.ends_with(end));
    let brand = [
        "래미안",
        "자이",
        "푸르지오",
        "힐스테이트",
        "편한세상",
        "아이파크",
        "캐슬",
        "더샵",
        "센트레빌",
        "위브",
        "주공",
    ];
    PROVINCES.contains(&word)
        || brand.iter().any(|brand| word.contains(brand))
        || CITIES.split_whitespace().any(|city| city == word)
        || ends
            && (2..=6).contains(&word.chars().count())
            && ![
                "다시",
                "혹시",
                "역시",
                "그리",
                "우리",
                "멀리",
                "빨리",
                "운동",
                "활동",
                "감동",
                "친구",
                "가구",
                "정도",
                "아무도",
                "저도",
                "나도",
                "집도",
                "앞동",
                "옆동",
                "다른동",
                "같은동",
            ]
            .contains(&word)
}

/// Whether the place names its city or ward.
fn in_town(found: &str) -> bool {
    let mut words = found.split_whitespace().collect::<Vec<_>>();
    words.pop();
    let town = |word: &str| {
        let letters = word.chars().count();
        letters >= 2
            && word.ends_with(['시', '군', '구', '읍', '도'])
            && !word.chars().any(|c| c.is_ascii_digit())
            && ![
                "다시",
                "혹시",
                "역시",
                "잠시",
                "즉시",
                "필시",
                "몇시",
                "또다시",
                "도",
                "정도",
                "아무도",
                "친구",
                "가구",
                "지도",
                "제도",
                "속도",
                "온도",
                "용도",
                "그래도",
                "저도",
                "나도",
                "하나도",
            ]
            .contains(&word)
    };
    words.iter().any(|word| town(word)) || PROVINCES.iter().any(|name| found.starts_with(name))
}

const PROVINCES: [&str; 17] = [
    "서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남", "전북", "전남",
    "경북", "경남", "제주",
];

/// Whether a flat stands behind the number, or the number is one that only houses have.
fn housed(found: &str, flat: &str) -> bool {
    ["번길", "가길", "나길", "다길", "번지"].iter().any(|sign| found.contains(sign))
        || ["호", "층", "아파트", "빌라", "빌딩", "오피스텔", "동", "타워"].iter().any(|sign| flat.contains(sign))
}

/// Whether what follows a number says that it counts something: 3개, 3 명이, but not 3 시골.
fn counted(after: &str) -> bool {
    let apart = after.starts_with(' ');
    let after = after.trim_start();
    COUNTERS.split('|').filter_map(|counter| after.strip_prefix(counter)).any(|rest| {
        let next = rest.chars().next();
        !apart || next.is_none_or(|c| !('가'..='힣').contains(&c) || "이가을를은는에도로만씩".contains(c))
    })
}

/// A road, and not a word with the particle 로 before a number.
fn road(text: &str, found: &str, end: usize, flat: usize) -> bool {
    let name = found
        .split(|c: char| c.is_ascii_digit() || c == ' ')
        .find(|part| part.ends_with(['로', '길']) && !part.is_empty())
        .unwrap_or_default();
    // 백제대로 ends like 제대로, so that only the whole word counts within a town.
    let town = in_town(found);
    let like = |word: &str| name == word || !town && word.chars().count() > 2 && name.ends_with(word);
    if NO_ROAD.split('|').any(like) || name.ends_with("으로") {
        return false;
    }
    let counted = counted(&text[end..]) && flat == end;
    if town || housed(found, &text[end..flat]) {
        return !counted
            || town && found.contains(['로', '길']) && !text[end..].starts_with(['원', '만', '개', '시', '%']);
    }
    !counted && name.chars().count() >= 3 && CUE.is_match(text)
}

/// A lot: with its city, a second number, or the word for it. 감동 100, 운동 3 and 보면 2 are none.
fn lot(text: &str, found: &str, end: usize, flat: usize) -> bool {
    let second = found.contains('-');
    let name = found.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim_end();
    let quarter = name.ends_with(['동', '리', '가']) || found.contains("번지");
    let counted = !second && counted(&text[end..]) && flat == end;
    let (before, _) = around(text, end - found.len(), end);
    let starts = !before.is_some_and(|c| ('가'..='힣').contains(&c));
    starts
        && (in_town(found) && quarter && !counted
            || in_town(found) && second
            || found.contains("번지")
            || second && quarter && name.chars().count() >= 3 && !name.starts_with(['자', '운', '감', '활'])
            || quarter && flat > end && housed("", &text[end..flat]) && name.chars().count() >= 3 && second)
}
