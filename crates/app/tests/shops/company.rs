//! A shop's customers, visit by visit: some come once, some often; they look around, wander back, meet pages that mean
//! nothing, and some buy. Nothing differs between groups and days but what is planted.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use yeojido_domain::{
    AuthorRole, Currency, Event, EventKey, Micros, Money, Properties, Property, Scale, Voice, VoiceKey, VoiceSource,
};

use super::truth::{Harm, Truth};

const CUSTOMERS: usize = 900;
const DAYS: i64 = 180;
const FIRST: Date = jiff::civil::date(2026, 1, 5);

/// The steps of a shop, the pages beside the road, and an error that means nothing.
struct Words {
    steps: [&'static str; 7],
    beside: [&'static str; 4],
    error: &'static str,
    channels: [&'static str; 3],
    field: (&'static str, [&'static str; 4]),
}

const WORDS: [Words; 4] = [
    Words {
        steps: ["home", "catalog", "product_view", "add_to_cart", "shipping_details", "payment_details", "purchase"],
        beside: ["account_page", "wishlist_add", "search", "support_chat"],
        error: "error",
        channels: ["mobile", "desktop", "tablet"],
        field: ("acquisition_channel", ["organic", "paid_search", "email", "social"]),
    },
    Words {
        steps: [
            "landing",
            "search_results",
            "item_page",
            "basket",
            "delivery_address",
            "card_payment",
            "order_completed",
        ],
        beside: ["profile", "compare", "filter_used", "help_page"],
        error: "failed",
        channels: ["ios", "android", "web"],
        field: ("plan", ["free", "basic", "plus", "family"]),
    },
    Words {
        steps: ["홈 방문", "목록 봄", "상세 봄", "장바구니 담기", "배송지 입력", "결제 누름", "주문 완료"],
        beside: ["찜함", "검색함", "공지 봄", "상담 시작"],
        error: "오류",
        channels: ["모바일 웹", "앱", "PC"],
        field: ("지역", ["수도권", "영남", "호남", "충청"]),
    },
    Words {
        steps: ["앱 방문", "병원 검색", "병원 상세 봄", "예약 시작", "예약 정보 입력", "예약금 결제", "예약 완료"],
        beside: ["필터 씀", "지도 봄", "비교함", "문의 남김"],
        error: "실패",
        channels: ["아이폰", "안드로이드", "웹"],
        field: ("연령대", ["20대", "30대", "40대", "50대"]),
    },
];

/// Chance of going on from each step, without anything planted.
const GO_ON: [f64; 6] = [0.85, 0.72, 0.55, 0.75, 0.78, 0.72];

pub struct Shop {
    pub truths: Vec<Truth>,
    pub events: Vec<Event>,
    pub voices: Vec<Voice>,
    words: &'static Words,
}

impl Shop {
    pub fn of(seed: u64) -> Self {
        let mut chance = StdRng::seed_from_u64(seed);
        let words = &WORDS[usize::try_from(seed).expect("small") % WORDS.len()];
        let mut shop = Self { truths: truths(words, &mut chance), events: Vec::new(), voices: Vec::new(), words };
        for customer in 0..CUSTOMERS {
            shop.customer(customer, &mut chance);
        }
        shop
    }

    fn customer(&mut self, number: usize, chance: &mut StdRng) {
        let field = (self.words.field.0, *self.words.field.1.choose(chance).expect("values"));
        let usual = pick(&self.words.channels, chance);
        // More customers come by and by, as to a shop that grows.
        let mut day = (DAYS as f64 * chance.random::<f64>().powf(0.8)) as i64;
        let often = 0.3 + 0.6 * chance.random::<f64>();
        while day < DAYS {
            let channel = if chance.random_bool(0.85) { usual } else { pick(&self.words.channels, chance) };
            self.visit(&format!("c{number}"), FIRST + day.days(), &[("channel", channel), field], chance);
            day += 1 + (-20.0 / often * (1.0 - chance.random::<f64>()).ln()) as i64;
        }
    }

    fn visit(&mut self, who: &str, day: Date, fields: &[(&'static str, &'static str)], chance: &mut StdRng) {
        let mut second = chance.random_range(7.0 * 3600.0..22.0 * 3600.0);
        let mut step = usize::from(chance.random_bool(0.25));
        let mut wander = 0;
        loop {
            self.event(who, self.words.steps[step], day, second, fields);
            second += 20.0 + 160.0 * chance.random::<f64>();
            if chance.random_bool(0.22) {
                self.event(who, self.words.beside.choose(chance).expect("pages"), day, second, fields);
                second += 20.0 + 90.0 * chance.random::<f64>();
            }
            if step == 6 {
                self.rate(who, day, second, fields, chance);
                return;
            }
            let met: Vec<Harm> =
                self.truths.iter().filter(|truth| truth.concerns(step, day, fields)).map(|truth| truth.harm).collect();
            let mut go_on = GO_ON[step];
            for harm in met {
                match harm {
                    Harm::Loss => go_on *= 0.3,
                    Harm::Wait => second += 260.0 + 500.0 * chance.random::<f64>(),
                    Harm::Error if chance.random_bool(0.55) => {
                        let error = self.truths.iter().find(|truth| truth.harm == Harm::Error && truth.step == step);
                        let error = error.map(|truth| truth.event.clone()).unwrap_or_default();
                        self.event(who, &error, day, second, fields);
                        second += 30.0;
                        go_on *= 0.15;
                    }
                    Harm::Back if chance.random_bool(0.55) => {
                        self.event(who, self.words.steps[step - 1], day, second, fields);
                        second += 40.0;
                        go_on *= 0.4;
                    }
                    Harm::Error | Harm::Back | Harm::Rating => {}
                }
            }
            if wander < 4 && step > 0 && chance.random_bool(0.15) {
                (step, wander) = (step - 1, wander + 1);
            } else if chance.random_bool(go_on) {
                step += 1;
            } else {
                return;
            }
        }
    }

    fn rate(
        &mut self,
        who: &str,
        day: Date,
        second: f64,
        fields: &[(&'static str, &'static str)],
        chance: &mut StdRng,
    ) {
        if !chance.random_bool(0.6) {
            return;
        }
        let mut score = 3.0 + chance.random_range(0..3) as f64 - f64::from(u8::from(chance.random_bool(0.2)));
        if self.truths.iter().any(|truth| truth.harm == Harm::Rating && truth.concerns(6, day, fields)) {
            score -= 1.5;
        }
        let key = self.voices.len() as u128 + 1;
        self.voices.push(Voice {
            key: VoiceKey(key),
            voice_id: None,
            customer: Some(who.to_owned()),
            time: instant(day, second + 60.0),
            seq: 0,
            source: VoiceSource::Survey,
            channel: None,
            text: None,
            score: Some(score.round().clamp(1.0, 5.0)),
            scale: Some(Scale::Csat5),
            order: None,
            event_id: None,
            survey: None,
            question: None,
            product: None,
            author_role: AuthorRole::Customer,
            language: None,
            properties: Properties::new(),
        });
    }

    fn event(&mut self, who: &str, name: &str, day: Date, second: f64, fields: &[(&'static str, &'static str)]) {
        let key = EventKey(self.events.len() as u128 + 1);
        let mut event = Event::new(key, Some(who.to_owned()), name, instant(day, second), "shop");
        event.seq = i64::try_from(self.events.len()).expect("few");
        for (field, value) in fields {
            match *field {
                "channel" => event.channel = Some((*value).to_owned()),
                other => {
                    event.properties.insert(other.to_owned(), Property::Text((*value).to_owned()));
                }
            }
        }
        if name == self.words.steps[6] {
            event.amount = Some(Money { e4: 300_000_000, currency: Currency::KRW });
        }
        self.events.push(event);
    }
}

fn pick(channels: &[&'static str; 3], chance: &mut StdRng) -> &'static str {
    channels[[0, 0, 0, 0, 1, 1, 1, 1, 2, 2][chance.random_range(0..10)]]
}

fn instant(day: Date, second: f64) -> Micros {
    // The shop's clock is Seoul's.
    let midnight = day.duration_since(jiff::civil::date(1970, 1, 1)).as_secs() - 9 * 3600;
    Micros(midnight * 1_000_000 + (second * 1e6) as i64)
}

/// Two troubles at different steps; which, for whom and when is chance.
fn truths(words: &Words, chance: &mut StdRng) -> Vec<Truth> {
    let mut harms = [Harm::Loss, Harm::Back, Harm::Error, Harm::Wait, Harm::Rating];
    harms.shuffle(chance);
    let mut steps = [3, 4, 5];
    steps.shuffle(chance);
    let truth = |(harm, step): (Harm, usize)| {
        let step = if harm == Harm::Rating { 6 } else { step };
        let channel = ("channel", words.channels[chance.random_range(0..2)]);
        let value = (words.field.0, *words.field.1.choose(chance).expect("values"));
        let whom = if chance.random_bool(0.6) { channel } else { value };
        let from = FIRST + chance.random_range(60..130_i64).days();
        let days = Some((from, from + chance.random_range(25..45_i64).days()));
        let (whom, days) = match harm {
            Harm::Wait | Harm::Rating => (Some(whom), None),
            Harm::Error if chance.random_bool(0.4) => (None, days),
            Harm::Loss | Harm::Back | Harm::Error => (Some(whom), days),
        };
        let event = match harm {
            Harm::Error => format!("{} {}", words.steps[step], words.error),
            _ => words.steps[step].to_owned(),
        };
        Truth { harm, step, event, whom, days }
    };
    harms.into_iter().zip(steps).take(2).map(truth).collect()
}
