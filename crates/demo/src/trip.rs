//! One customer's way through the shop: every event, and the moments at which they might speak.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::Rng;
use rand::rngs::StdRng;
use xxhash_rust::xxh3::xxh3_128;
use yeojido_domain::{Currency, Event, EventKey, Micros, Money, Property, Zone};

use crate::SOURCE;
use crate::corpus::Place;
use crate::people::{Person, pick};
use crate::truths as t;

/// A moment at which a customer might say something, and how they would feel about it (1 bad, 2 mixed, 3 good).
pub(crate) struct Moment {
    pub place: Place,
    pub customer: String,
    pub time: Micros,
    pub order: Option<String>,
    pub product: Option<String>,
    pub channel: &'static str,
    pub feeling: u8,
}

struct Trip<'a> {
    rng: &'a mut StdRng,
    who: &'a Person,
    /// Seconds since the first instant of the data.
    now: i64,
    start: Micros,
    events: &'a mut Vec<Event>,
    moments: &'a mut Vec<Moment>,
    order: Option<String>,
    category: &'static str,
    product: String,
    orders: u32,
    /// The parcel was photographed at the door.
    photo: bool,
}

const DAY: i64 = 86_400;

/// Walks one customer through the shop until they leave or the data end.
pub(crate) fn take(rng: &mut StdRng, who: &Person, events: &mut Vec<Event>, moments: &mut Vec<Moment>) {
    let start = Zone::seoul().start_of(t::FIRST_DAY);
    let first = who.day * DAY + shopping_hour(rng) + rng.random_range(0..3600);
    let from = events.len();
    let product = product(rng, who.category);
    let mut trip = Trip {
        rng,
        who,
        now: first,
        start,
        events,
        moments,
        order: None,
        category: who.category,
        product,
        orders: 0,
        photo: false,
    };
    trip.discover();
    if trip.rng.random_bool(0.86) {
        trip.shop();
    }
    // What lies after the end of the data has not happened yet.
    let end = Micros(start.0 + t::DAYS * DAY * 1_000_000);
    let kept: Vec<Event> = events.drain(from..).filter(|e| e.time < end).collect();
    events.extend(kept);
    moments.retain(|m| m.time < end);
}

fn shopping_hour(rng: &mut StdRng) -> i64 {
    let hour = pick(
        rng,
        &[("8", 5), ("10", 8), ("12", 13), ("14", 9), ("16", 9), ("18", 12), ("20", 18), ("21", 16), ("22", 10)],
    );
    hour.parse::<i64>().unwrap_or(12) * 3600
}

fn product(rng: &mut StdRng, category: &str) -> String {
    let names: &[&str] = match category {
        "침구" => &["60수 차렵이불", "메모리폼 베개", "호텔식 침구 세트", "여름 홑이불"],
        "러그·커튼" => &["암막커튼", "면 러그", "린넨 커튼", "욕실 발매트"],
        "주방" => &["무쇠 프라이팬", "원목 도마", "밀폐 유리 용기", "스테인리스 냄비"],
        "조명" => &["단스탠드", "무드등", "펜던트 조명", "책상 조명"],
        "수납" => &["3단 트롤리", "서랍 정리함", "옷걸이 선반", "리빙박스"],
        "식기" => &["도자기 면기", "유리컵 6개", "나무 수저 세트", "접시 4종"],
        "가구 소품" => &["협탁", "접이식 테이블", "벽시계", "원목 거울"],
        "향" => &["우드 디퓨저", "소이 캔들", "섬유 향수", "인센스"],
        _ => &["고양이 스크래처", "강아지 방석", "자동 급수기", "숨숨집"],
    };
    names[rng.random_range(0..names.len())].to_owned()
}

impl Trip<'_> {
    fn at(&self) -> Micros {
        Micros(self.start.0 + self.now * 1_000_000)
    }

    fn date(&self) -> Date {
        self.at().day(&Zone::seoul())
    }

    fn chance(&mut self, p: f64) -> bool {
        self.rng.random_bool(p.clamp(0.0, 1.0))
    }

    fn wait(&mut self, from: i64, to: i64) {
        self.now += self.rng.random_range(from..=to.max(from));
    }

    fn put(&mut self, name: &str, channel: &str) -> &mut Event {
        let seq = self.events.len() as i64;
        let key = xxh3_128(format!("{}\u{1f}{}\u{1f}{name}\u{1f}{seq}", self.who.id, self.now).as_bytes());
        let mut event = Event::new(EventKey(key), Some(self.who.id.clone()), name, self.at(), SOURCE);
        event.seq = seq;
        event.channel = Some(channel.to_owned());
        event.order.clone_from(&self.order);
        self.events.push(event);
        let last = self.events.len() - 1;
        &mut self.events[last]
    }

    fn put_product(&mut self, name: &str, channel: &str) -> &mut Event {
        let (product, category) = (self.product.clone(), self.category);
        let event = self.put(name, channel);
        event.product = Some(product);
        event.category = Some(category.to_owned());
        event
    }

    fn speak(&mut self, place: Place, feeling: u8, channel: &'static str) {
        let after = self.rng.random_range(40..400);
        self.moments.push(Moment {
            place,
            customer: self.who.id.clone(),
            time: Micros(self.at().0 + after * 1_000_000),
            order: self.order.clone(),
            product: (place != Place::Discover).then(|| self.product.clone()),
            channel,
            feeling,
        });
    }

    fn feeling(&mut self, good: f64, mixed: f64) -> u8 {
        let p: f64 = self.rng.random();
        if p < good {
            3
        } else if p < good + mixed {
            2
        } else {
            1
        }
    }

    fn discover(&mut self) {
        let (event, channel) = match self.who.won_by {
            "인스타그램" => ("광고 누름", "인스타그램"),
            "네이버 검색" => ("검색해서 옴", "네이버"),
            "지인 공유" => ("지인 링크 열기", "카카오톡"),
            _ => ("방송 보고 옴", "TV"),
        };
        let campaign = if event == "광고 누름" {
            Some(pick(self.rng, &[("여름 침구", 30), ("집들이 선물", 40), ("가을 조명", 30)]))
        } else {
            None
        };
        self.put(event, channel).campaign = campaign.map(str::to_owned);
        if self.chance(0.25) {
            self.wait(20, 200);
            self.put(event, channel);
        }
        let feeling = self.feeling(0.55, 0.3);
        self.speak(Place::Discover, feeling, "인터뷰");
        self.wait(30, 240);
    }

    /// Looks around, chooses, pays, waits, uses, and may come back.
    fn shop(&mut self) {
        let visits = self.rng.random_range(1..=4);
        for visit in 0..visits {
            self.browse();
            if self.chance(0.78) && self.choose() && self.pay() {
                let late = self.deliver();
                if self.chance(if late { t::SILENT.1 } else { t::SILENT.0 }) {
                    return;
                }
                let fine = self.use_it(late);
                self.come_back(late, fine);
                return;
            }
            if visit + 1 < visits {
                let days = self.rng.random_range(1..=9) * DAY;
                self.now += days + self.rng.random_range(-7200..7200_i64);
            }
        }
    }

    fn browse(&mut self) {
        let device = self.who.device;
        let looks = self.rng.random_range(6..=23);
        let mut nothing = false;
        for _ in 0..looks {
            self.wait(8, 90);
            match self.rng.random_range(0..100) {
                0..56 => {
                    let category = self.category;
                    self.put("목록 봄", device).category = Some(category.to_owned());
                }
                56..74 => {
                    self.put("검색함", device);
                    if self.chance(0.2) {
                        self.wait(2, 8);
                        self.put("검색 결과 없음", device);
                        nothing = true;
                    }
                }
                74..88 => {
                    self.put("필터 씀", device);
                }
                _ => {
                    self.put_product("찜함", device);
                }
            }
        }
        let feeling = if nothing { self.feeling(0.15, 0.25) } else { self.feeling(0.62, 0.25) };
        self.speak(Place::Browse, feeling, device);
        self.wait(420, 700);
    }

    fn choose(&mut self) -> bool {
        let device = self.who.device;
        let sized = t::SIZE_CATEGORIES.contains(&self.category) && self.chance(t::SIZE_AGAIN);
        let looks = self.rng.random_range(4..=14);
        for _ in 0..looks {
            self.wait(10, 120);
            self.put_product("상세 봄", device);
            if self.chance(0.45) {
                self.wait(5, 60);
                self.put_product("후기 펼침", device);
            }
        }
        let charts = if sized { self.rng.random_range(3..=6) } else { i32::from(self.chance(0.25)) };
        for _ in 0..charts {
            self.wait(6, 60);
            self.put_product("치수표 봄", device);
        }
        let feeling = if sized { self.feeling(0.2, 0.3) } else { self.feeling(0.6, 0.25) };
        self.speak(Place::Choose, feeling, device);
        self.wait(420, 600);
        let cart = 0.56 * if sized { t::SIZE_AGAIN_CART } else { 1.0 };
        if !self.chance(cart) {
            return false;
        }
        self.put_product("장바구니 담기", device);
        self.wait(15, 300);
        true
    }

    fn pay(&mut self) -> bool {
        let device = self.who.device;
        self.put("주문서 열기", device);
        self.wait(10, 90);
        self.put("배송지 입력", device);
        let mut hurt = false;
        let looping = device == "모바일 웹" && (t::ADDRESS_LOOP.0..=t::ADDRESS_LOOP.1).contains(&self.date());
        if looping && self.chance(t::ADDRESS_LOOP_SHARE) {
            hurt = true;
            for _ in 0..self.rng.random_range(1..=3) {
                self.wait(3, 20);
                self.put("장바구니로 돌아감", device);
                self.wait(20, 120);
                self.put("배송지 입력", device);
            }
            if self.chance(t::ADDRESS_LOOP_LOST) {
                self.speak(Place::Pay, 1, "채팅");
                return false;
            }
        }
        if self.chance(0.58) {
            self.wait(5, 40);
            self.put("쿠폰 적용", device);
            if self.chance(t::COUPON_OFF) {
                hurt = true;
                self.wait(5, 60);
                self.put("쿠폰 풀림", device);
                if self.chance(t::COUPON_OFF_LOST) {
                    self.speak(Place::Pay, 1, "채팅");
                    return false;
                }
            }
        }
        self.wait(8, 60);
        self.put("결제 누름", device);
        if device == "인스타그램 인앱" && self.chance(t::NO_WINDOW) {
            hurt = true;
            self.wait(5, 40);
            self.put("인증 창 안 뜸", device);
            if self.chance(t::NO_WINDOW_LOST) {
                self.speak(Place::Pay, 1, "채팅");
                return false;
            }
            self.wait(10, 60);
            self.put("결제 누름", device);
        } else if self.chance(0.03) {
            hurt = true;
            self.wait(5, 40);
            self.put("결제 오류", device);
            self.help();
        }
        if !hurt && self.chance(0.06) {
            return false;
        }
        self.wait(10, 60);
        self.place_order();
        let feeling = if hurt { self.feeling(0.1, 0.3) } else { self.feeling(0.72, 0.2) };
        self.speak(Place::Pay, feeling, device);
        self.wait(420, 900);
        true
    }

    fn place_order(&mut self) {
        self.orders += 1;
        self.order = Some(format!("O{}-{}", &self.who.id[1..], self.orders));
        let won = self.rng.random_range(9..=180) * 1000 - 100;
        let pieces = f64::from(self.rng.random_range(1..=3));
        let grade = self.who.grade;
        let event = self.put_product("주문 완료", self.who.device);
        event.amount = Some(Money { e4: won * 10_000, currency: Currency::KRW });
        event.quantity = Some(pieces);
        event.properties.insert("등급".into(), Property::Text(grade.into()));
    }

    /// Hands the parcel over and brings it, sometimes too late. Says whether it was late.
    fn deliver(&mut self) -> bool {
        let ordered = self.date();
        let afternoon = (self.now % DAY) >= 15 * 3600;
        let holiday = (t::HOLIDAY.0..=t::HOLIDAY.1).contains(&ordered);
        let base = if holiday {
            t::LATE_HOLIDAY
        } else if ordered >= t::COURIER_CHANGED {
            t::LATE_AFTER
        } else {
            t::LATE_BEFORE
        };
        let mut odds = base / (1.0 - base);
        // The base rate is the mean over regions and hours, so the factors are centred.
        odds *= if matches!(self.who.region, "호남" | "제주") { t::LATE_FAR } else { 0.85 };
        odds *= if afternoon { t::LATE_AFTERNOON.sqrt() } else { 1.0 / t::LATE_AFTERNOON.sqrt() };
        let late = self.chance(odds / (1.0 + odds));
        let promised = if afternoon { 3 } else { 2 };
        self.wait(4 * 3600, 16 * 3600);
        let courier = if ordered >= t::COURIER_CHANGED { "새별택배" } else { "한길택배" };
        self.put("출고", "물류");
        self.wait(6 * 3600, 14 * 3600);
        self.put("배송 출발", "알림톡").properties.insert("택배사".into(), Property::Text(courier.into()));
        let looks = if late { self.rng.random_range(2..=6) } else { self.rng.random_range(0..=3) };
        for _ in 0..looks {
            self.wait(1200, if late { 5 * 3600 } else { 2 * 3600 });
            let channel = if self.chance(0.6) { "알림톡" } else { "앱" };
            self.put("배송 조회", channel);
        }
        if late && self.chance(0.3) {
            self.wait(600, 3 * 3600);
            self.put("배송 문의", "상담");
            self.help();
        }
        let ordered_at = i64::from((ordered - t::FIRST_DAY).get_days()) * DAY;
        let day = if late {
            promised + self.rng.random_range(1..=4)
        } else {
            promised - i64::from(self.rng.random_bool(0.35))
        };
        let hour = self.rng.random_range(9 * 3600..21 * 3600);
        self.now = (ordered_at + day * DAY).max(self.now - self.now % DAY).max(self.now - hour) + hour;
        let promised_day = ordered.saturating_add((promised).days());
        let photo = ordered >= t::DOOR_PHOTO_FROM && self.chance(t::DOOR_PHOTO_SHARE);
        self.photo = photo;
        let late_now = self.date() > promised_day;
        let event = self.put("배송 완료", "알림톡");
        event.properties.insert("택배사".into(), Property::Text(courier.into()));
        event.properties.insert("약속일".into(), Property::Text(promised_day.to_string()));
        event.properties.insert("늦음".into(), Property::Flag(late_now));
        event.properties.insert("문 앞 사진".into(), Property::Flag(photo));
        let feeling = match (late_now, photo) {
            (true, _) => self.feeling(0.03, 0.15),
            (false, true) => self.feeling(0.88, 0.1),
            (false, false) => self.feeling(0.7, 0.2),
        };
        self.speak(Place::Deliver, feeling, "알림톡");
        late_now
    }

    fn help(&mut self) {
        self.wait(60, 900);
        self.put("상담 시작", "상담");
        if self.chance(0.12) {
            self.speak(Place::Support, 1, "상담");
            return;
        }
        let evening = self.now % DAY >= 18 * 3600;
        let (from, to) = if evening { (1800, 9 * 3600) } else { (120, 5400) };
        self.wait(from, to);
        self.put("상담원 답함", "상담");
        self.wait(120, 1200);
        self.put("상담 끝남", "상담");
        let feeling = if evening { self.feeling(0.35, 0.25) } else { self.feeling(0.65, 0.2) };
        self.speak(Place::Support, feeling, "상담");
        if feeling == 3 && self.chance(0.6) {
            self.wait(500, 800);
            self.put("상담 만족 답함", "상담");
        }
    }

    /// Says whether they are happy with it.
    fn use_it(&mut self, late: bool) -> bool {
        self.wait(18 * 3600, 6 * DAY);
        self.put("구매 확정", self.who.device);
        let fine = self.chance(if late { 0.66 } else { 0.82 });
        if self.chance(0.34) {
            self.wait(600, 2 * DAY);
            self.put_product("후기 씀", self.who.device);
            if self.chance(0.4) {
                self.wait(20, 90);
                self.put_product("사진 올림", self.who.device);
            }
        }
        let feeling = if fine { self.feeling(0.85, 0.12) } else { self.feeling(0.05, 0.3) };
        self.speak(Place::Use, feeling, "앱");
        if self.chance(0.2) {
            let feeling = if fine { self.feeling(0.8, 0.15) } else { self.feeling(0.02, 0.18) };
            self.speak(Place::Recommend, feeling, "앱");
        }
        if !fine && self.chance(0.3) {
            self.wait(3600, 2 * DAY);
            let what = if self.rng.random_bool(0.6) { "교환 신청" } else { "반품 신청" };
            self.put_product(what, "앱");
            self.help();
        }
        fine
    }

    fn come_back(&mut self, late: bool, fine: bool) {
        let mut p = t::COMES_BACK.iter().find(|(way, _)| *way == self.who.won_by).map_or(0.3, |(_, p)| *p);
        p *= if late { t::COMES_BACK_LATE } else { 1.0 };
        p *= if self.who.grade == "마루" { t::COMES_BACK_TOP } else { 1.0 };
        p *= if self.photo { t::COMES_BACK_PHOTO } else { 1.0 };
        p *= if fine { 1.1 } else { 0.5 };
        if !self.chance((p * 1.5).min(0.95)) {
            return;
        }
        self.wait(6 * DAY, 32 * DAY);
        let call = if self.rng.random_bool(0.7) { "알림 누름" } else { "적립금 소멸 안내 열기" };
        self.put(call, "알림톡");
        self.wait(30, 600);
        self.put("다시 들름", self.who.device);
        let feeling = self.feeling(if fine { 0.8 } else { 0.35 }, 0.15);
        self.speak(Place::Return, feeling, "앱");
        self.wait(420, 700);
        if !self.chance(0.72) {
            return;
        }
        self.browse();
        self.put_product("상세 봄", self.who.device);
        self.wait(60, 400);
        self.order = Some(format!("O{}-{}", &self.who.id[1..], self.orders + 1));
        let won = self.rng.random_range(12..=160) * 1000 - 100;
        self.put_product("재주문", self.who.device).amount = Some(Money { e4: won * 10_000, currency: Currency::KRW });
        let feeling = self.feeling(0.9, 0.07);
        self.speak(Place::Recommend, feeling, "앱");
    }
}
