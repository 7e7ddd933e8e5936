//! Findings in words, in both languages.

use jiff::civil::Date;
use yeojido_domain::{
    Compare, Condition, Field, FindingKind, Journey, Measure, OneOrMany, Predicate, Scalar, Title, When,
};
use yeojido_improve::{Group, Values};
use yeojido_text::{Particle, with_particle};

use super::facts::Fact;
use super::once::event_of;
use super::tables::{Asked, Incident};

/// A group of customers, as words put before what happens to them.
pub(in crate::map) struct Said {
    pub ko: String,
    pub en: String,
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("월요일", "Mondays"),
    ("화요일", "Tuesdays"),
    ("수요일", "Wednesdays"),
    ("목요일", "Thursdays"),
    ("금요일", "Fridays"),
    ("토요일", "Saturdays"),
    ("일요일", "Sundays"),
];

/// Names of events that tell of something gone wrong.
const WRONG: [&str; 21] = [
    "error",
    "fail",
    "bug",
    "crash",
    "timeout",
    "denied",
    "declined",
    "invalid",
    "exception",
    "reject",
    "오류",
    "에러",
    "실패",
    "장애",
    "풀림",
    "안 뜸",
    "안 됨",
    "거절",
    "끊김",
    "없음",
    "초과",
];

/// Whether the name of an event tells of something gone wrong.
pub(crate) fn is_wrong(event: &str) -> bool {
    let lower = event.to_lowercase();
    WRONG.iter().any(|word| lower.contains(word))
}

/// What a finding is about.
pub(super) fn kind(asked: &Asked) -> FindingKind {
    match (asked.incident, &asked.facts[..]) {
        (Some(_), [Fact::Had(event)]) if is_wrong(event) => FindingKind::Error,
        (Some(Incident { times: 2.., .. }), _) => FindingKind::Loop,
        _ => match asked.measure {
            Measure::Lost if asked.incident.is_some() => FindingKind::Loss,
            Measure::Back => FindingKind::Loop,
            Measure::Slow => FindingKind::Wait,
            Measure::Emotion => FindingKind::LowScore,
            Measure::Lost => FindingKind::Split,
        },
    }
}

/// The whole sentence: on what ways, after or for whom, what happens, and when.
pub(super) fn title(
    journey: &Journey,
    asked: &Asked,
    group: &Group,
    worse: bool,
    narrower: Option<&Said>,
    when: Option<When>,
) -> Title {
    let whom = group_said(journey, asked, group);
    let (ko, en) = outcome(asked.measure, worse);
    let narrower = narrower.map_or(("", ""), |said| (said.ko.as_str(), said.en.as_str()));
    let dates = when.map(days).unwrap_or_default();
    // Where nothing but days is told, the sentence begins with them.
    if whom.ko.is_empty() {
        return Title { ko: format!("{} {ko}", dates.0), en: format!("{en} {}", dates.1) };
    }
    let comma = if dates.0.is_empty() { "" } else { ", " };
    Title {
        ko: joined(&[narrower.0, &whom.ko, ko]) + comma + &dates.0,
        en: joined(&[en, &whom.en, narrower.1]) + comma + &dates.1,
    }
}

fn joined(words: &[&str]) -> String {
    words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

fn outcome(measure: Measure, worse: bool) -> (&'static str, &'static str) {
    match (measure, worse) {
        (Measure::Lost, true) => ("더 많이 떠나요", "More leave"),
        (Measure::Lost, false) => ("더 많이 넘어가요", "More go on"),
        (Measure::Back, true) => ("앞 단계로 더 자주 되돌아가요", "More go back a stage"),
        (Measure::Back, false) => ("앞 단계로 덜 되돌아가요", "Fewer go back a stage"),
        (Measure::Slow, true) => ("더 오래 걸려요", "It takes longer"),
        (Measure::Slow, false) => ("더 빨리 넘어가요", "It is quicker"),
        (Measure::Emotion, true) => ("덜 만족해요", "Customers are less satisfied"),
        (Measure::Emotion, false) => ("더 만족해요", "Customers are more satisfied"),
    }
}

/// A group with its days.
pub(super) fn with_days(said: &Said, when: Option<When>) -> Title {
    let dates = when.map(days).unwrap_or_default();
    let comma = if said.ko.is_empty() || dates.0.is_empty() { "" } else { ", " };
    Title { ko: format!("{}{comma}{}", said.ko, dates.0), en: format!("{}{comma}{}", said.en, dates.1) }
}

/// `8/3–8/30`, or `10/26부터` while it goes on.
fn days(when: When) -> (String, String) {
    let short = |day: Date| format!("{}/{}", day.month(), day.day());
    match when.to {
        Some(to) => {
            let days = format!("{}–{}", short(when.from), short(to));
            (days.clone(), days)
        }
        None => (format!("{}부터", short(when.from)), format!("since {}", short(when.from))),
    }
}

/// The group alone.
pub(in crate::map) fn group_said(journey: &Journey, asked: &Asked, group: &Group) -> Said {
    if let (Some(incident), [Fact::Had(event)]) = (asked.incident, &asked.facts[..]) {
        return happened(event, incident);
    }
    let name = |column: usize, code: u32| match &asked.table.columns[column].values {
        Values::Names { names, .. } => names.get(code as usize).map(ToString::to_string).unwrap_or_default(),
        Values::Numbers(_) => String::new(),
    };
    match *group {
        Group::Is { column, code } | Group::IsOnDays { column, code, .. } => {
            is(journey, &asked.facts[asked.table.columns[column].key], &name(column, code))
        }
        Group::Above { column, cut } => above(journey, &asked.facts[asked.table.columns[column].key], cut),
        Group::AtMost { column, cut } => at_most(journey, &asked.facts[asked.table.columns[column].key], cut),
        Group::Days { .. } => Said { ko: String::new(), en: String::new() },
    }
}

fn happened(event: &str, incident: Incident) -> Said {
    if incident.times == 1 {
        return Said { ko: format!("‘{event}’ 뒤"), en: format!("after “{event}”") };
    }
    let times = incident.times;
    Said {
        ko: format!("‘{event}’ {times}번 넘게 겪으면"), en: format!("after “{event}” {times} times or more")
    }
}

fn stage_name(journey: &Journey, stage: u8) -> (String, String) {
    let name = journey.stages.get(usize::from(stage)).map(|stage| &stage.name);
    name.map_or_else(Default::default, |name| (name.ko().to_owned(), name.en().to_owned()))
}

/// What people call a field: fields of the contract have words, a property keeps its own name.
fn field_name(name: &str) -> (&str, &str) {
    match name {
        "product" => ("상품", "product"),
        "category" => ("분류", "category"),
        "campaign" => ("캠페인", "campaign"),
        "amount" => ("금액", "amount"),
        "quantity" => ("수량", "quantity"),
        other => (other, other),
    }
}

fn is(journey: &Journey, fact: &Fact, value: &str) -> Said {
    match fact {
        Fact::Channel => Said { ko: format!("{value}에서"), en: format!("on {value}") },
        Fact::Trait(name) => Said {
            ko: format!("{} {value}인 고객이", with_particle(name, Particle::Subject)),
            en: format!("among customers whose {name} is {value}"),
        },
        Fact::Field(name) if value == "true" => {
            Said { ko: format!("‘{name}’인 때"), en: format!("where “{name}” is true") }
        }
        Fact::Field(name) if value == "false" => {
            Said { ko: format!("‘{name}’이 아닌 때"), en: format!("where “{name}” is false") }
        }
        Fact::Field(name) => Said {
            ko: format!("{} {value}인 때", with_particle(field_name(name).0, Particle::Subject)),
            en: format!("where {} is {value}", field_name(name).1),
        },
        Fact::Weekday(of) => {
            let (ko, en) = value.parse::<usize>().ok().and_then(|day| WEEKDAYS.get(day).copied()).unwrap_or_default();
            let stage = stage_name(journey, *of);
            Said {
                ko: format!("{}에 {ko}에 들어오면", stage.0),
                en: format!("for those who enter {} on {en}", stage.1),
            }
        }
        Fact::Had(event) => happened(event, Incident { event: 0, times: 1 }),
        Fact::Hour(_) | Fact::Late(..) | Fact::Took(_) => Said { ko: value.to_owned(), en: value.to_owned() },
    }
}

fn above(journey: &Journey, fact: &Fact, cut: f64) -> Said {
    let number = plain(cut);
    match fact {
        Fact::Hour(of) => {
            let stage = stage_name(journey, *of);
            let hour = clock(cut);
            Said {
                ko: format!("{}에 {hour} 뒤에 들어오면", stage.0),
                en: format!("for those who enter {} after {hour}", stage.1),
            }
        }
        Fact::Late(field, of) => late(field, &stage_name(journey, *of), cut),
        Fact::Took(of) => {
            let stage = stage_name(journey, *of);
            let (ko, en) = span(cut);
            Said {
                ko: format!("{}에 {ko} 넘게 걸리면", stage.0),
                en: format!("where {} took longer than {en}", stage.1),
            }
        }
        Fact::Field(name) => Said {
            ko: format!("{} {number}보다 크면", with_particle(field_name(name).0, Particle::Subject)),
            en: format!("where {name} is above {number}"),
        },
        Fact::Trait(name) => Said {
            ko: format!("{} {number}보다 큰 고객이", with_particle(name, Particle::Subject)),
            en: format!("among customers whose {name} is above {number}"),
        },
        Fact::Channel | Fact::Weekday(_) | Fact::Had(_) => Said { ko: number.clone(), en: number },
    }
}

fn at_most(journey: &Journey, fact: &Fact, cut: f64) -> Said {
    let number = plain(cut);
    match fact {
        Fact::Hour(of) => {
            let stage = stage_name(journey, *of);
            let hour = clock(cut);
            Said {
                ko: format!("{}에 {hour} 전에 들어오면", stage.0),
                en: format!("for those who enter {} by {hour}", stage.1),
            }
        }
        Fact::Late(field, of) => {
            let (ko, en) = stage_name(journey, *of);
            let arrive = with_particle(&ko, Particle::Subject);
            if cut < 0.0 {
                let days = plain(cut.abs());
                return Said {
                    ko: format!("{arrive} {field}보다 {days}일 넘게 이르면"),
                    en: format!("where {en} comes {days} days or more before {field}"),
                };
            }
            Said {
                ko: format!("{arrive} {field}보다 {}일 넘게 늦지 않으면", plain(cut)),
                en: format!("where {en} comes at most {} days after {field}", plain(cut)),
            }
        }
        Fact::Took(of) => {
            let stage = stage_name(journey, *of);
            let (ko, en) = span(cut);
            Said {
                ko: format!("{}에 {ko} 안에 넘어가면", stage.0), en: format!("where {} took at most {en}", stage.1)
            }
        }
        Fact::Field(name) => Said {
            ko: format!("{} {number} 이하이면", with_particle(field_name(name).0, Particle::Subject)),
            en: format!("where {name} is at most {number}"),
        },
        Fact::Trait(name) => Said {
            ko: format!("{} {number} 이하인 고객이", with_particle(name, Particle::Subject)),
            en: format!("among customers whose {name} is at most {number}"),
        },
        Fact::Channel | Fact::Weekday(_) | Fact::Had(_) => Said { ko: number.clone(), en: number },
    }
}

fn late(field: &str, stage: &(String, String), cut: f64) -> Said {
    let (ko, en) = stage;
    let arrive = with_particle(ko, Particle::Subject);
    if cut == 0.0 {
        return Said { ko: format!("{arrive} {field}보다 늦으면"), en: format!("where {en} comes after {field}") };
    }
    let days = plain(cut.abs());
    if cut > 0.0 {
        Said {
            ko: format!("{arrive} {field}보다 {days}일 넘게 늦으면"),
            en: format!("where {en} comes more than {days} days after {field}"),
        }
    } else {
        Said {
            ko: format!("{arrive} {field}보다 {days}일 넘게 이르지 않으면"),
            en: format!("where {en} comes less than {days} days before {field}"),
        }
    }
}

/// Days in the unit that people say.
fn span(days: f64) -> (String, String) {
    if days >= 1.0 {
        let days = plain((days * 10.0).round() / 10.0);
        return (format!("{days}일"), format!("{days} days"));
    }
    let minutes = (days * 1440.0).round();
    if minutes >= 60.0 {
        let hours = plain((minutes / 6.0).round() / 10.0);
        return (format!("{hours}시간"), format!("{hours} hours"));
    }
    let minutes = plain(minutes.max(1.0));
    (format!("{minutes}분"), format!("{minutes} minutes"))
}

/// An hour of the day as a clock shows it.
fn clock(hour: f64) -> String {
    let minutes = (hour * 60.0).round();
    format!("{}:{:02}", (minutes / 60.0).floor(), minutes % 60.0)
}

/// A number with its thousands set apart, without digits that say nothing.
fn plain(number: f64) -> String {
    let text =
        if number.abs() >= 100.0 { format!("{number:.0}") } else { format!("{}", (number * 100.0).round() / 100.0) };
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("−", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    rest.map_or_else(|| format!("{sign}{grouped}"), |rest| format!("{sign}{grouped}.{rest}"))
}

/// The group as a filter of the map, as far as a filter can say it.
pub(in crate::map) fn filter(asked: &Asked, group: &Group) -> Vec<Predicate> {
    let is = |field: Field, value: &str| {
        vec![Predicate { field, is: Condition::Is(OneOrMany::One(Scalar::Text(value.to_owned()))) }]
    };
    if let (Some(_), [Fact::Had(event)]) = (asked.incident, &asked.facts[..]) {
        return is(Field::Event("event".to_owned()), event);
    }
    match *group {
        Group::Is { column, code } | Group::IsOnDays { column, code, .. } => {
            let of = &asked.table.columns[column];
            let Values::Names { names, .. } = &of.values else { return Vec::new() };
            let Some(value) = names.get(code as usize) else { return Vec::new() };
            match &asked.facts[of.key] {
                Fact::Trait(name) => is(Field::Trait(name.clone()), value),
                Fact::Channel => is(Field::Event("channel".to_owned()), value),
                Fact::Field(name) if value.as_ref() != "–" => is(Field::Event(name.to_string()), value),
                Fact::Had(event) if code == 1 => is(Field::Event("event".to_owned()), event),
                _ => Vec::new(),
            }
        }
        Group::Above { column, cut } | Group::AtMost { column, cut } => {
            let compare = match group {
                Group::Above { .. } => Compare { gt: Some(cut), ..Compare::default() },
                _ => Compare { lte: Some(cut), ..Compare::default() },
            };
            let more = Condition::Compare(compare);
            match &asked.facts[asked.table.columns[column].key] {
                Fact::Trait(name) => vec![Predicate { field: Field::Trait(name.clone()), is: more }],
                Fact::Field(name) => vec![Predicate { field: Field::Event(name.to_string()), is: more }],
                _ => Vec::new(),
            }
        }
        Group::Days { .. } => Vec::new(),
    }
}

/// What a finding is about, in a form that does not change with words, data or days: what its id is made of, and by what
/// two measures of the same are known.
pub(super) fn subject(asked: &Asked, group: Group) -> String {
    if let Some((event, times)) = event_of(asked, group) {
        return format!("event {times} {event}");
    }
    let fact = |column: usize| format!("{:?}", asked.facts[asked.table.columns[column].key]);
    match group {
        Group::Is { column, code } | Group::IsOnDays { column, code, .. } => {
            let name = match &asked.table.columns[column].values {
                Values::Names { names, .. } => names.get(code as usize).map(ToString::to_string).unwrap_or_default(),
                Values::Numbers(_) => String::new(),
            };
            format!("{}={name}", fact(column))
        }
        Group::Above { column, .. } => format!("{}>", fact(column)),
        Group::AtMost { column, .. } => format!("{}<", fact(column)),
        Group::Days { from, .. } => format!("from {from}"),
    }
}
