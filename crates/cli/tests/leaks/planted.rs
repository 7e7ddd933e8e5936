//! Values that belong to nobody, of every kind that must not leave `restricted/`, in the styles that masking promises.

/// One of them.
pub struct Value {
    pub kind: &'static str,
    pub text: String,
}

/// All of them, and the files that hold them.
pub struct Planted {
    pub values: Vec<Value>,
    pub customers: String,
    pub events: String,
    pub voices: String,
}

const FAMILY: [&str; 8] = ["김", "박", "최", "정", "강", "윤", "임", "송"];
const GIVEN: [&str; 20] = [
    "서율", "도하", "예솔", "이안", "라임", "은결", "다경", "지상", "윤슬", "보민", "아린", "태오", "리안", "세빈",
    "하율", "채은", "준서", "미래", "유진", "도윤",
];
const STREETS: [&str; 6] = ["상도로", "포은대로", "테헤란로", "과정로", "월드컵로", "중앙대로"];
const WISHES: [&str; 6] = [
    "배송이 늦어요",
    "환불은 언제 되나요",
    "색이 사진과 달라요",
    "앱이 자꾸 튕겨요",
    "포장이 꼼꼼했어요",
    "쿠폰이 안 먹어요",
];
/// Customers with traits, and as many voices of each kind.
const PEOPLE: usize = 40;
/// Named by many.
const SERVES: &str = "문하린";
/// The workspace's own rule.
pub const RULE: &str = r"YJ-\d{6}";

fn name(at: usize) -> String {
    format!("{}{}", FAMILY[at % FAMILY.len()], GIVEN[at / FAMILY.len() % GIVEN.len()])
}

fn phone(at: usize) -> (String, String) {
    let (middle, last) = (2241 + at * 37 % 7000, 1013 + at * 131 % 8900);
    let plain = format!("010-{middle}-{last}");
    let written = match at % 5 {
        0 => plain.clone(),
        1 => format!("010{middle}{last}"),
        2 => format!("010 {middle} {last}"),
        3 => format!("010.{middle}.{last}"),
        _ => plain.chars().map(|c| if c.is_ascii_digit() { wide(c) } else { c }).collect(),
    };
    (plain, written)
}

/// `０` for `0`.
fn wide(digit: char) -> char {
    digit.to_digit(10).and_then(|value| char::from_u32(0xFF10 + value)).unwrap_or(digit)
}

/// A residents' number with its check digit.
fn resident(at: usize) -> String {
    let digits =
        format!("{:02}{:02}{:02}{}{:05}", 60 + at % 38, 1 + at % 12, 1 + at % 28, 1 + at % 2, 10_234 + at * 617);
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = digits.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    format!("{}-{}{}", &digits[..6], &digits[6..], (11 - sum % 11) % 10)
}

/// A card's number with its check digit.
fn card(at: usize) -> String {
    let digits = format!("5409{:011}", 26_000_418_337_u64 + at as u64 * 7_919);
    let sum: u32 = (digits.chars().rev().zip(0..))
        .map(|(digit, place)| {
            let twice = digit.to_digit(10).unwrap_or(0) * (2 - place % 2);
            twice / 10 + twice % 10
        })
        .sum();
    let all = format!("{digits}{}", (10 - sum % 10) % 10);
    [&all[..4], &all[4..8], &all[8..12], &all[12..]].join("-")
}

impl Planted {
    pub fn new() -> Self {
        let mut planted = Self {
            values: Vec::new(),
            customers: "고객번호,이름,휴대폰,이메일,주소,등급\n".to_owned(),
            events: "고객번호,행동,일시,채널,메모\n".to_owned(),
            voices: "리뷰번호,고객번호,작성일시,별점,리뷰내용\n".to_owned(),
        };
        for at in 0..PEOPLE {
            planted.customer(at);
        }
        for at in 0..PEOPLE * 5 {
            planted.voice(at);
        }
        // One who serves many: what is said again and again may become a theme.
        planted.plant("name", SERVES);
        for (at, end) in
            (0..).zip(["이 불친절해요", "은 정말 불친절했어요", "의 말투가 나빠요", "을 바꿔 주세요"].repeat(6))
        {
            planted.voices += &format!("S{at},,2026-10-{:02} 13:00,1,\"상담원 {SERVES}님{end}\"\n", 1 + at);
        }
        planted
    }

    fn plant(&mut self, kind: &'static str, text: &str) {
        self.values.push(Value { kind, text: text.to_owned() });
    }

    /// Known by their address of mail; name, telephone and home in columns, and a telephone within a remark.
    fn customer(&mut self, at: usize) {
        let (id, name) = (format!("buyer{}@maru.example", 7_301 + at * 13), name(at));
        let (phone, mail) = (phone(at).0, format!("hello{}@home.example", 4_409 + at * 17));
        let home = format!("서울특별시 동작구 {} {}길 {}", STREETS[at % 6], 101 + at, 11 + at * 3);
        let (_, remark) = self::phone(500 + at);
        for (kind, value) in
            [("id", &id), ("name", &name), ("phone", &phone), ("email", &mail), ("address", &home), ("phone", &remark)]
        {
            self.plant(kind, value);
        }
        let grade = ["골드", "실버"][at % 2];
        self.customers += &format!("{id},{name},{phone},{mail},{home},{grade}\n");
        let day = 1 + at % 28;
        self.events +=
            &format!("{id},방문,2026-10-{day:02} 10:00,앱,\n{id},주문,2026-10-{day:02} 10:05,앱,연락처 {remark}\n");
    }

    fn voice(&mut self, at: usize) {
        let (wish, person) = (WISHES[at % WISHES.len()], at % PEOPLE);
        let said = match at % 8 {
            0 => {
                let (name, (_, phone)) = (name(40 + at / 2), phone(1_000 + at));
                self.plant("name", &name);
                self.plant("phone", &phone);
                format!("성함: {name} / 연락처: {phone} / {wish}")
            }
            1 => {
                let name = name(41 + at / 2);
                self.plant("name", &name);
                format!("상담원 {name}님이 도와줬는데 {wish}")
            }
            2 => {
                let mail = format!("writer{}@mail.example", 9_001 + at * 7);
                self.plant("email", &mail);
                format!("메일 {mail} 로 답 주세요. {wish}")
            }
            3 => {
                let number = resident(at);
                self.plant("resident_number", &number);
                format!("주민등록번호 {number} 로 확인해 주세요. {wish}")
            }
            4 => {
                let number = card(at);
                self.plant("card", &number);
                format!("카드번호 {number} 결제를 취소해 주세요. {wish}")
            }
            5 => {
                let number = format!("110-{}-{}", 283 + at % 600, 994_417 - at * 131);
                self.plant("account", &number);
                format!("환불계좌 신한은행 {number} 입니다. {wish}")
            }
            6 => {
                let home = format!("서울특별시 동작구 {} {}, {}호", STREETS[at / 8 % 6], 57 + at, 1_204 + at);
                self.plant("address", &home);
                format!("주소는 {home} 입니다. {wish}")
            }
            _ => {
                let number = format!("YJ-{}", 418_337 + at * 29);
                self.plant("order", &number);
                format!("주문번호 {number} {wish}")
            }
        };
        let id = format!("buyer{}@maru.example", 7_301 + person * 13);
        self.voices += &format!("R{at},{id},2026-10-{:02} 12:00,{},\"{said}\"\n", 1 + at % 28, 1 + at % 5);
    }
}

impl Value {
    /// As it may stand in a file: as it is, its digits alone, apart by blanks, and with all that is no letter left out.
    pub fn forms(&self) -> Vec<String> {
        let plain: String = self.text.chars().map(narrow).collect();
        let mut forms = vec![self.text.clone(), plain.clone()];
        let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
        match self.kind {
            "name" => forms.push(plain.chars().map(String::from).collect::<Vec<_>>().join(" ")),
            "email" | "id" => forms.extend(plain.split('@').next().map(str::to_owned)),
            // Few digits, which may stand anywhere.
            "order" => {}
            "address" => forms.extend(plain.split_once("구 ").map(|(_, home)| home.to_owned())),
            _ => {
                forms.push(plain.replace(['-', '.'], " "));
                forms.push(plain.replace(['.', ' '], "-"));
                forms.push(digits);
            }
        }
        forms.sort_unstable();
        forms.dedup();
        forms
    }
}

fn narrow(letter: char) -> char {
    match u32::from(letter) {
        wide @ 0xFF10..=0xFF19 => char::from_u32(wide - 0xFF10 + 0x30).unwrap_or(letter),
        _ => letter,
    }
}
