//! From the roles of columns to a mapping.

use std::collections::BTreeMap;

use yeojido_domain::{CustomerMapping, EventMapping, Scale, ValueFrom, VoiceMapping, VoiceSource};

use super::left::{self, Carrier};
use super::words::{self, Role};
use super::{ColumnType, Confidence, Guess, Kind, Question, Said, Taken, plain_event};
use crate::collect::CollectError;
use crate::collect::import::source_of;
use crate::collect::join::position;
use crate::collect::read::Table;

/// Roles by column, and columns by role.
struct Roles {
    of: Vec<Option<Role>>,
    times: Vec<usize>,
    asked_times: bool,
}

impl Roles {
    fn first(&self, role: Role) -> Option<usize> {
        self.of.iter().position(|of| *of == Some(role))
    }
}

/// Fills the guess for a table whose columns could be anything.
pub(super) fn fill(guess: &mut Guess, table: &Table, said: &Said) -> Result<(), CollectError> {
    let mut roles = assign(guess, table, said)?;
    fallback_customer(guess, &mut roles);
    let kind = said.kind.unwrap_or_else(|| kind_of(guess, &roles));
    match kind {
        Kind::Customers => customers(guess, &roles, true),
        Kind::Voices => voices(guess, &roles, table),
        Kind::Events => events(guess, &roles, table),
    }
    if kind != Kind::Customers {
        customers(guess, &roles, false);
    }
    left::ask_about_the_rest(guess);
    if guess.missing.is_some() {
        guess.confidence = Confidence::Unsure;
    } else if !guess.questions.is_empty() {
        guess.confidence = guess.confidence.min(Confidence::Likely);
    }
    Ok(())
}

/// Gives each column at most one role: what was asked, then names, then endings of names, then values.
fn assign(guess: &mut Guess, table: &Table, said: &Said) -> Result<Roles, CollectError> {
    let n = guess.columns.len();
    let mut roles = Roles { of: vec![None; n], times: vec![], asked_times: false };
    for (target, column) in &said.columns {
        let at = position(table.columns(), column, table.path(), &format!("--column {target}"))?;
        let role = Role::parse(target).ok_or_else(|| CollectError::Mapping {
            field: format!("--column {target}"),
            why: format!("`{target}` is no target such as customer, event, time, text or score"),
        })?;
        roles.of[at] = Some(role);
        if role == Role::Time {
            roles.times.push(at);
            roles.asked_times = true;
        }
        guess.taken[at] = Some(Taken { target: role.as_str().to_owned(), why: "asked" });
    }
    // A column that is empty in all rows looked at takes no role that a filled one could have.
    for (strength, filled) in [(3, true), (1, true), (3, false), (1, false)] {
        for i in (0..n).filter(|&i| (guess.columns[i].kind != ColumnType::Empty) == filled) {
            let Some((role, sure)) = words::role_of(&guess.columns[i].name) else { continue };
            let many = matches!(role, Role::Direct | Role::Trait);
            let free = roles.of[i].is_none() && (many || !roles.of.contains(&Some(role)));
            if sure != strength || !free || role == Role::Time {
                continue;
            }
            if fits(guess, i, role) {
                roles.of[i] = Some(role);
                guess.taken[i] = Some(Taken { target: role.as_str().to_owned(), why: "header" });
            } else if strength == 3 && matches!(role, Role::Amount | Role::Quantity) {
                let question = ask("no_numbers", Some(guess.columns[i].name.as_str()));
                guess.questions.push(question);
            }
        }
    }
    for (i, column) in guess.columns.iter().enumerate() {
        if roles.of[i].is_none() && (column.direct || column.holds_direct) {
            roles.of[i] = Some(Role::Direct);
            guess.taken[i] = Some(Taken { target: "direct".to_owned(), why: "values" });
            if !column.direct {
                guess.questions.push(ask("direct_in_values", Some(column.name.as_str())));
            }
        }
        if roles.of[i].is_none() && column.kind == ColumnType::Time && !roles.asked_times {
            let planned = words::NOT_HAPPENED.iter().any(|word| column.name.to_lowercase().contains(word));
            if planned {
                let question = ask("planned_time_left_out", Some(column.name.as_str()));
                guess.questions.push(question);
                continue;
            }
            roles.of[i] = Some(Role::Time);
            roles.times.push(i);
            guess.taken[i] = Some(Taken { target: "time".to_owned(), why: "values" });
        }
    }
    Ok(roles)
}

/// Whether values allow what the name suggests.
fn fits(guess: &Guess, i: usize, role: Role) -> bool {
    let column = &guess.columns[i];
    match role {
        Role::Score => matches!(column.kind, ColumnType::Number | ColumnType::Text) && !column.prose,
        Role::Amount | Role::Quantity => column.kind == ColumnType::Number || column.kind == ColumnType::Empty,
        // Three reviews called "좋아요" are text as well, so only numbers and times are none.
        Role::Text => matches!(column.kind, ColumnType::Text | ColumnType::Empty),
        Role::Event => column.kind != ColumnType::Time && !column.prose,
        Role::Direct | Role::Trait => true,
        _ => column.kind != ColumnType::Time && !column.prose && !(role == Role::Customer && column.direct),
    }
}

/// Who has no id may have an e-mail address, or at least a name.
fn fallback_customer(guess: &mut Guess, roles: &mut Roles) {
    if roles.first(Role::Customer).is_some() || roles.first(Role::Anonymous).is_some() {
        return;
    }
    let person = |guess: &Guess, i: usize| {
        let plain = words::plain(&guess.columns[i].name);
        guess.columns[i].direct
            || ["이름", "닉네임", "성명", "고객명", "회원명", "name", "customername", "username", "주문자", "구매자"]
                .contains(&plain.as_str())
    };
    let direct: Vec<usize> = (0..roles.of.len()).filter(|&i| roles.of[i] == Some(Role::Direct)).collect();
    let by_values = direct.iter().find(|&&i| guess.columns[i].direct);
    if let Some(&at) = by_values.or_else(|| direct.iter().find(|&&i| person(guess, i))) {
        roles.of[at] = Some(Role::Customer);
        guess.taken[at] = Some(Taken { target: "customer".to_owned(), why: "values" });
        let name = guess.columns[at].name.clone();
        guess.questions.push(ask("customer_from_direct", Some(&name)));
    }
}

fn kind_of(guess: &Guess, roles: &Roles) -> Kind {
    let spoken = roles.first(Role::Text).is_some() || roles.first(Role::Score).is_some();
    let bought = roles.first(Role::Order).is_some()
        || roles.first(Role::Amount).is_some()
        || roles.first(Role::Product).is_some();
    if roles.first(Role::Event).is_some() {
        return Kind::Events;
    }
    if spoken && (roles.times.len() <= 2 || roles.times.iter().any(|&i| is_voice_time(guess, i))) {
        return Kind::Voices;
    }
    let said_of = |i: usize| match roles.of[i] {
        Some(Role::Trait) => true,
        // A number in a note makes no list of customers.
        Some(Role::Direct) => guess.columns[i].direct || guess.taken[i].as_ref().is_some_and(|t| t.why != "values"),
        _ => false,
    };
    let about = (0..roles.of.len()).filter(|&i| said_of(i)).count();
    if about >= 2 && roles.times.len() <= 1 && !bought || roles.times.is_empty() && about >= 1 {
        return Kind::Customers;
    }
    Kind::Events
}

fn is_voice_time(guess: &Guess, i: usize) -> bool {
    let lower = guess.columns[i].name.to_lowercase();
    words::VOICE_TIME.iter().any(|word| lower.contains(word))
}

fn name(guess: &Guess, at: Option<usize>) -> Option<String> {
    at.map(|i| guess.columns[i].name.clone())
}

pub(super) fn ask(code: &'static str, column: Option<&str>) -> Question {
    Question { code, column: column.map(str::to_owned), params: BTreeMap::new() }
}

fn missing(guess: &mut Guess, target: &'static str) {
    let code = match target {
        "customer" => "customer_missing",
        "text" => "text_missing",
        _ => "time_missing",
    };
    guess.missing.get_or_insert(target);
    guess.questions.push(ask(code, None));
}

/// The fields that all events of a row share.
fn shared(guess: &mut Guess, roles: &Roles, time: &str, carrier: Carrier) -> EventMapping {
    let field = |role| name(guess, roles.first(role));
    let mut event = EventMapping {
        event_id: field(Role::EventId),
        customer: field(Role::Customer),
        anonymous: field(Role::Anonymous),
        channel: field(Role::Channel).map(ValueFrom::Column),
        session: field(Role::Session),
        order: field(Role::Order),
        product: field(Role::Product),
        category: field(Role::Category),
        quantity: field(Role::Quantity),
        amount: field(Role::Amount),
        currency: field(Role::Currency).map(ValueFrom::Column),
        campaign: field(Role::Campaign),
        url: field(Role::Url),
        ..plain_event(time)
    };
    event.properties = rest(guess, roles, &left::carried(carrier, roles.first(Role::Customer).is_some()));
    event
}

/// Columns without a role become properties, unless they hold sentences, which may hold anything about anybody.
fn rest(guess: &mut Guess, roles: &Roles, carried: &[Role]) -> BTreeMap<String, String> {
    let mut properties = BTreeMap::new();
    for i in 0..guess.columns.len() {
        let column = &guess.columns[i];
        let planned = column.kind == ColumnType::Time;
        // A role for which there is no place here, such as the price beside a review, is a property like any other.
        let placeless = roles.of[i].is_some_and(|role| !carried.contains(&role) && role != Role::Direct);
        if planned || !placeless && (roles.of[i].is_some() || guess.taken[i].is_some()) {
            continue;
        }
        if column.prose || words::is_free_text(&column.name) || roles.of[i] == Some(Role::Text) {
            let question = ask("text_left_out", Some(column.name.as_str()));
            guess.questions.push(question);
            continue;
        }
        properties.insert(column.name.clone(), column.name.clone());
        guess.taken[i] = Some(Taken { target: "property".to_owned(), why: "rest" });
    }
    properties
}

fn events(guess: &mut Guess, roles: &Roles, table: &Table) {
    if roles.times.is_empty() {
        missing(guess, "time");
    }
    if roles.first(Role::Customer).is_none() && roles.first(Role::Anonymous).is_none() {
        missing(guess, "customer");
    }
    if let Some(at) = roles.first(Role::Event) {
        let time = best_time(guess, roles);
        let base = shared(guess, roles, time.map_or("", |i| table.columns()[i].as_str()), Carrier::Event);
        guess.mapping.events.push(EventMapping { event_from: name(guess, Some(at)), ..base });
        return;
    }
    wide(guess, roles, &roles.times, table, Carrier::Event);
}

/// One event for each time of the row, named after its column.
fn wide(guess: &mut Guess, roles: &Roles, times: &[usize], table: &Table, carrier: Carrier) {
    let base = shared(guess, roles, "", carrier);
    for (n, &i) in times.iter().enumerate() {
        let column = guess.columns[i].name.clone();
        let event = words::event_of(&column).unwrap_or_else(|| {
            guess.questions.push(ask("event_named_after_file", Some(&column)));
            source_of(table.path())
        });
        guess.taken[i] = Some(Taken { target: format!("event: {event}"), why: "header" });
        let first = n == 0;
        guess.mapping.events.push(EventMapping {
            event: Some(event),
            time: column,
            // What the order is worth is told once, with its first event.
            quantity: base.quantity.clone().filter(|_| first),
            amount: base.amount.clone().filter(|_| first),
            currency: base.currency.clone().filter(|_| first),
            skip_if_empty: !first,
            ..base.clone()
        });
    }
}

/// Of several times of a log, the one named most plainly.
fn best_time(guess: &mut Guess, roles: &Roles) -> Option<usize> {
    let plain = [
        "time",
        "timestamp",
        "datetime",
        "eventtime",
        "timetimestamp",
        "occurredat",
        "일시",
        "이벤트일시",
        "발생일시",
        "시간",
    ];
    let named = roles.times.iter().find(|&&i| plain.contains(&words::plain(&guess.columns[i].name).as_str()));
    let chosen = named.or(roles.times.first()).copied();
    for &other in roles.times.iter().filter(|&&i| Some(i) != chosen) {
        let column = guess.columns[other].name.clone();
        guess.taken[other] = None;
        guess.questions.push(ask("several_times", Some(&column)));
    }
    chosen
}

fn voices(guess: &mut Guess, roles: &Roles, table: &Table) {
    let voice_times: Vec<usize> = roles.times.iter().copied().filter(|&i| is_voice_time(guess, i)).collect();
    let time = voice_times.first().or(roles.times.first()).copied();
    let Some(time) = time else {
        missing(guess, "time");
        return;
    };
    if roles.first(Role::Text).is_none() && roles.first(Role::Score).is_none() {
        missing(guess, "text");
        return;
    }
    let others: Vec<usize> = roles.times.iter().copied().filter(|&i| i != time && !is_voice_time(guess, i)).collect();
    let known = roles.first(Role::Customer).is_some() || roles.first(Role::Anonymous).is_some();
    // Beside a time of the voice itself, the others are what the customer did before.
    let with_events = known && !others.is_empty() && voice_times.contains(&time);
    if with_events {
        wide(guess, roles, &others, table, Carrier::Both);
    } else {
        for &other in roles.times.iter().filter(|&&i| i != time) {
            let column = guess.columns[other].name.clone();
            guess.taken[other] = None;
            guess.questions.push(ask("several_times", Some(&column)));
        }
    }
    let (source, source_sure) = voice_source(guess, table);
    if !source_sure {
        guess.questions.push(Question {
            params: [("source".to_owned(), source.as_str().to_owned())].into(),
            ..ask("voice_source", None)
        });
    }
    let scale = roles.first(Role::Score).and_then(|i| scale(guess, i, source));
    let field = |guess: &Guess, role| name(guess, roles.first(role));
    let properties = if with_events {
        BTreeMap::new()
    } else {
        rest(guess, roles, &left::carried(Carrier::Voice, roles.first(Role::Customer).is_some()))
    };
    let voice = VoiceMapping {
        source,
        time: guess.columns[time].name.clone(),
        voice_id: field(guess, Role::VoiceId),
        customer: field(guess, Role::Customer),
        channel: field(guess, Role::Channel).map(ValueFrom::Column),
        text: field(guess, Role::Text),
        score: field(guess, Role::Score),
        scale,
        order: field(guess, Role::Order),
        event_id: field(guess, Role::EventId),
        survey: field(guess, Role::Survey).map(ValueFrom::Column),
        question: field(guess, Role::Question).map(ValueFrom::Column),
        product: field(guess, Role::Product),
        author_role: yeojido_domain::AuthorRole::Customer,
        language: field(guess, Role::Language),
        properties,
        skip_if_empty: with_events,
    };
    guess.taken[time] = Some(Taken { target: "time".to_owned(), why: "values" });
    guess.mapping.voices.push(voice);
}

/// Where the voices were heard, by the words in file and column names.
fn voice_source(guess: &Guess, table: &Table) -> (VoiceSource, bool) {
    let mut words = source_of(table.path()).to_lowercase();
    for column in &guess.columns {
        words.push(' ');
        words.push_str(&column.name.to_lowercase());
    }
    let signs: [(VoiceSource, &[&str]); 8] = [
        (VoiceSource::AppReview, &["app_review", "앱리뷰", "앱 리뷰", "playstore", "appstore"]),
        (VoiceSource::Review, &["review", "리뷰", "후기", "별점", "stars"]),
        (VoiceSource::Survey, &["survey", "설문", "nps", "csat", "ces", "응답", "만족도", "추천의향"]),
        (VoiceSource::Chat, &["chat", "채팅", "챗"]),
        (VoiceSource::Call, &["call", "통화", "상담", "콜센터"]),
        (VoiceSource::Email, &["메일문의", "e-mail", "문의"]),
        (VoiceSource::Interview, &["interview", "인터뷰"]),
        (VoiceSource::Social, &["social", "sns", "트위터", "instagram"]),
    ];
    let found = signs.iter().find(|(_, signs)| signs.iter().any(|sign| words.contains(sign)));
    found.map_or((VoiceSource::Review, false), |(source, _)| (*source, true))
}

/// The scale of a rating, by its name and by its smallest and largest value.
fn scale(guess: &mut Guess, i: usize, source: VoiceSource) -> Option<Scale> {
    let column = guess.columns[i].clone();
    let lower = column.name.to_lowercase();
    let (low, high) = column.range.unwrap_or((1.0, 5.0));
    let within = |scale: Scale| low >= scale.bounds().0 && high <= scale.bounds().1;
    let named = [
        (Scale::Nps, ["nps", "추천"].as_slice()),
        (Scale::Ces7, &["ces", "노력", "effort", "쉬웠"]),
        (Scale::Csat5, &["csat", "만족", "satisf"]),
        (Scale::Stars5, &["star", "별점", "평점", "rating"]),
    ];
    let by_name =
        named.iter().find(|(_, words)| words.iter().any(|word| lower.contains(word))).map(|(scale, _)| *scale);
    if let Some(scale) = by_name.filter(|&scale| within(scale)) {
        return Some(scale);
    }
    let by_range = if within(Scale::Stars5) {
        Some(if source == VoiceSource::Survey { Scale::Csat5 } else { Scale::Stars5 })
    } else if within(Scale::Ces7) && high > 5.0 {
        Some(Scale::Ces7)
    } else if within(Scale::Nps) {
        Some(Scale::Nps)
    } else {
        None
    };
    let sure = by_name.is_none() && by_range == Some(Scale::Stars5) && source == VoiceSource::Review;
    if !sure {
        let params = [
            ("low".to_owned(), low.to_string()),
            ("high".to_owned(), high.to_string()),
            ("scale".to_owned(), by_range.map_or("", Scale::as_str).to_owned()),
        ];
        guess.questions.push(Question { params: params.into(), ..ask("scale", Some(&column.name)) });
    }
    by_range
}

/// Traits and direct identifiers; `alone` when the file is a list of customers.
fn customers(guess: &mut Guess, roles: &Roles, alone: bool) {
    let Some(customer) = name(guess, roles.first(Role::Customer)) else {
        if alone {
            missing(guess, "customer");
        }
        return;
    };
    let mut mapping = CustomerMapping { customer, time: None, traits: BTreeMap::new(), direct: BTreeMap::new() };
    for (i, of) in roles.of.iter().enumerate() {
        let name = guess.columns[i].name.clone();
        match of {
            Some(Role::Direct) => {
                mapping.direct.insert(name.clone(), name);
            }
            Some(Role::Trait) => {
                mapping.traits.insert(name.clone(), name);
            }
            _ => {}
        }
    }
    if alone {
        let others =
            (0..roles.of.len()).filter(|&i| !matches!(roles.of[i], Some(Role::Customer | Role::Direct | Role::Trait)));
        for i in others {
            let column = &guess.columns[i];
            if !column.prose && !words::is_free_text(&column.name) {
                mapping.traits.insert(column.name.clone(), column.name.clone());
                guess.taken[i] = Some(Taken { target: "trait".to_owned(), why: "rest" });
            }
        }
    }
    if alone || !mapping.direct.is_empty() || !mapping.traits.is_empty() {
        guess.mapping.customers.push(mapping);
    }
}
