//! What a guess leaves out: nothing without saying so.

use rustc_hash::FxHashSet;
use yeojido_domain::{Mapping, ValueFrom};

use super::shape::ask;
use super::words::Role;
use super::{ColumnType, Guess};

/// What is made of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carrier {
    /// Events.
    Event,
    /// Voices.
    Voice,
    /// Voices, and events of what the customer did before.
    Both,
}

const BOTH: [Role; 6] = [Role::Time, Role::Customer, Role::EventId, Role::Channel, Role::Order, Role::Product];
const EVENT: [Role; 9] = [
    Role::Event,
    Role::Anonymous,
    Role::Session,
    Role::Category,
    Role::Quantity,
    Role::Amount,
    Role::Currency,
    Role::Campaign,
    Role::Url,
];
const VOICE: [Role; 6] = [Role::VoiceId, Role::Text, Role::Score, Role::Survey, Role::Question, Role::Language];

/// The roles for which there is a place.
pub(super) fn carried(carrier: Carrier, with_customer: bool) -> Vec<Role> {
    let mut roles = BOTH.to_vec();
    if carrier != Carrier::Voice {
        roles.extend(EVENT);
    }
    if carrier != Carrier::Event {
        roles.extend(VOICE);
    }
    // Traits are a known customer's.
    roles.extend(with_customer.then_some(Role::Trait));
    roles
}

/// Asks about every column that holds something, stands nowhere in the mapping and has not been spoken of.
pub(super) fn ask_about_the_rest(guess: &mut Guess) {
    if guess.missing.is_some() {
        return;
    }
    let used = columns(&guess.mapping);
    let spoken: FxHashSet<&str> = guess.questions.iter().filter_map(|question| question.column.as_deref()).collect();
    let left: Vec<usize> = (0..guess.columns.len())
        .filter(|&i| {
            let column = &guess.columns[i];
            column.kind != ColumnType::Empty && !used.contains(column.name.as_str()) && !spoken.contains(&*column.name)
        })
        .collect();
    for i in left {
        let question = ask("column_left_out", Some(guess.columns[i].name.as_str()));
        guess.taken[i] = None;
        guess.questions.push(question);
    }
}

/// All columns that a mapping names.
fn columns(mapping: &Mapping) -> FxHashSet<&str> {
    fn of(value: Option<&ValueFrom>) -> Option<&str> {
        match value {
            Some(ValueFrom::Column(name)) => Some(name),
            _ => None,
        }
    }
    let events = mapping.events.iter().flat_map(|e| {
        let own = [
            &e.event_from,
            &e.event_id,
            &e.customer,
            &e.anonymous,
            &e.session,
            &e.order,
            &e.product,
            &e.category,
            &e.quantity,
            &e.amount,
            &e.campaign,
            &e.url,
        ];
        let own = own.into_iter().filter_map(|name| name.as_deref());
        let own = own.chain([of(e.channel.as_ref()), of(e.currency.as_ref())].into_iter().flatten());
        own.chain([e.time.as_str()]).chain(e.properties.values().map(String::as_str))
    });
    let voices = mapping.voices.iter().flat_map(|v| {
        let own = [&v.voice_id, &v.customer, &v.text, &v.score, &v.order, &v.event_id, &v.product, &v.language];
        let own = own.into_iter().filter_map(|name| name.as_deref());
        let own = own.chain([&v.channel, &v.survey, &v.question].into_iter().filter_map(|value| of(value.as_ref())));
        own.chain([v.time.as_str()]).chain(v.properties.values().map(String::as_str))
    });
    let customers = mapping.customers.iter().flat_map(|c| {
        let traits = c.traits.values().chain(c.direct.values()).map(String::as_str);
        traits.chain([c.customer.as_str()]).chain(c.time.as_deref())
    });
    events.chain(voices).chain(customers).collect()
}
