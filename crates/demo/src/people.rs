//! Who the customers are.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use yeojido_domain::{Customer, Micros, Property, TraitValue, Traits};

use crate::truths;

/// One invented customer.
pub(crate) struct Person {
    pub id: String,
    pub name: String,
    pub region: &'static str,
    pub age: &'static str,
    pub grade: &'static str,
    pub won_by: &'static str,
    pub device: &'static str,
    pub category: &'static str,
    /// Day of the first visit, counted from the first day of the data.
    pub day: i64,
}

pub(crate) const CATEGORIES: [&str; 9] =
    ["침구", "러그·커튼", "주방", "조명", "수납", "식기", "가구 소품", "향", "반려동물"];
const REGIONS: [(&str, u32); 6] = [("수도권", 50), ("영남", 22), ("충청", 11), ("호남", 11), ("강원", 4), ("제주", 2)];
const AGES: [(&str, u32); 5] = [("20대", 24), ("30대", 37), ("40대", 24), ("50대", 11), ("60대 이상", 4)];
const GRADES: [(&str, u32); 3] = [("일반", 74), ("단골", 20), ("마루", 6)];
const WON: [(&str, u32); 4] = [("인스타그램", 41), ("네이버 검색", 37), ("지인 공유", 17), ("TV", 5)];
const FAMILY: [&str; 20] = [
    "김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황", "안", "송", "류",
    "홍",
];
const GIVEN: [&str; 24] = [
    "서연", "민준", "지우", "하은", "도윤", "수아", "예준", "지민", "유나", "현우", "은서", "준서", "다은", "시우",
    "채원", "건우", "소율", "태윤", "나연", "승민", "혜진", "정호", "미경", "영수",
];

/// Picks by weight.
pub(crate) fn pick(rng: &mut StdRng, of: &[(&'static str, u32)]) -> &'static str {
    of.choose_weighted(rng, |(_, weight)| *weight).map_or("", |(word, _)| word)
}

pub(crate) fn people(rng: &mut StdRng, count: usize) -> Vec<Person> {
    (0..count).map(|at| person(rng, at)).collect()
}

fn person(rng: &mut StdRng, at: usize) -> Person {
    let won_by = pick(rng, &WON);
    let device = match won_by {
        "인스타그램" => pick(rng, &[("인스타그램 인앱", 46), ("모바일 웹", 30), ("앱", 22), ("PC", 2)]),
        "네이버 검색" => pick(rng, &[("모바일 웹", 52), ("PC", 30), ("앱", 18)]),
        _ => pick(rng, &[("모바일 웹", 45), ("앱", 40), ("PC", 15)]),
    };
    let family = FAMILY[rng.random_range(0..FAMILY.len())];
    let given = GIVEN[rng.random_range(0..GIVEN.len())];
    Person {
        id: format!("M{:06}", 100_000 + at),
        name: format!("{family}{given}"),
        region: pick(rng, &REGIONS),
        age: pick(rng, &AGES),
        grade: pick(rng, &GRADES),
        won_by,
        device,
        category: CATEGORIES[rng.random_range(0..CATEGORIES.len())],
        // Visits grow a little over the half year.
        day: (rng.random::<f64>().powf(0.85) * truths::DAYS as f64) as i64,
    }
}

impl Person {
    /// As a source would tell of them.
    pub(crate) fn customer(&self) -> Customer {
        let open =
            |value: &str| TraitValue { value: Property::Text(value.to_owned()), since: None::<Micros>, direct: false };
        let mut traits = Traits::from([
            ("지역".to_owned(), open(self.region)),
            ("나이대".to_owned(), open(self.age)),
            ("등급".to_owned(), open(self.grade)),
            ("처음 온 길".to_owned(), open(self.won_by)),
        ]);
        traits.insert(
            "이름".to_owned(),
            TraitValue { value: Property::Text(self.name.clone()), since: None, direct: true },
        );
        Customer { customer: self.id.clone(), traits }
    }
}
