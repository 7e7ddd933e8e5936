//! What customers spent, and when.

use rustc_hash::{FxHashMap, FxHashSet};
use yeojido_domain::{Micros, PersonId};
use yeojido_journey::{Coded, Events, NONE};

use crate::journeys::buying;

/// Of the events of a name, this share must bear an amount for it to be what is bought by.
const MOST: f64 = 0.5;

/// The sales of everybody, in one currency.
pub struct Sales {
    pub currency: String,
    by_person: FxHashMap<PersonId, Vec<(Micros, f64)>>,
}

impl Sales {
    /// The sales among some events, which have been read with `amount` and `currency`; or, as a stable key, why there are
    /// none. A sale is told by the name of its event: orders before payments, and of several others the one that most
    /// customers have. Of one order only the first counts, so that what is told twice is not sold twice.
    pub(super) fn of(events: &Events) -> Result<Self, &'static str> {
        let (Some(amount), Some(currency)) = (events.extra.get("amount"), events.extra.get("currency")) else {
            return Err("no_amounts");
        };
        let numbers: Vec<Option<f64>> = amount.values.iter().map(|text| text.trim().parse().ok()).collect();
        let names = sold_by(events, amount);
        let mut codes: FxHashSet<u32> = FxHashSet::default();
        let mut by_person: FxHashMap<PersonId, Vec<(Micros, f64)>> = FxHashMap::default();
        for person in events.iter() {
            let mut orders: FxHashSet<u32> = FxHashSet::default();
            let mut own = Vec::new();
            for (at, (&time, code)) in person.time.iter().zip(person.event).enumerate() {
                let row = person.first + at;
                let (money, order) = (amount.codes[row], events.order.codes[row]);
                if !names.contains(code) || money == NONE || currency.codes[row] == NONE {
                    continue;
                }
                if order != NONE && !orders.insert(order) {
                    continue;
                }
                let Some(number) = numbers[money as usize] else { continue };
                codes.insert(currency.codes[row]);
                own.push((time, number));
            }
            if !own.is_empty() {
                by_person.insert(person.person, own);
            }
        }
        match (codes.iter().next().and_then(|code| currency.value(*code)), codes.len()) {
            (Some(currency), 1) => Ok(Self { currency: currency.to_owned(), by_person }),
            (Some(_), _) => Err("mixed_currencies"),
            (None, _) => Err("no_amounts"),
        }
    }

    /// How many sales, and how much, a customer had after one instant and not after another.
    pub(super) fn between(&self, person: PersonId, after: Micros, until: Micros) -> (u64, f64) {
        let own = self.by_person.get(&person).map_or(&[][..], Vec::as_slice);
        let within = own.iter().filter(|(time, _)| after < *time && *time <= until);
        within.fold((0, 0.0), |(count, sum), (_, amount)| (count + 1, sum + amount))
    }
}

/// The codes of the names by which things are sold.
fn sold_by(events: &Events, amount: &Coded) -> FxHashSet<u32> {
    let mut counts: FxHashMap<u32, (u64, u64, u64)> = FxHashMap::default();
    for person in events.iter() {
        let mut own: FxHashSet<u32> = FxHashSet::default();
        for (at, code) in person.event.iter().enumerate() {
            let (all, told, customers) = counts.entry(*code).or_default();
            *all += 1;
            if amount.codes[person.first + at] != NONE {
                *told += 1;
                *customers += u64::from(own.insert(*code));
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let bears = |(_, (all, told, _)): &(&u32, &(u64, u64, u64))| *told > 0 && *told as f64 >= MOST * *all as f64;
    let bearing: Vec<(u32, u64)> =
        counts.iter().filter(bears).map(|(code, (_, _, customers))| (*code, *customers)).collect();
    let surest = bearing.iter().filter_map(|(code, _)| buying(events.event.value(*code)?)).min();
    if surest.is_some() {
        let same = bearing.iter().filter(|(code, _)| events.event.value(*code).and_then(buying) == surest);
        return same.map(|(code, _)| *code).collect();
    }
    bearing.into_iter().max_by_key(|&(code, customers)| (customers, code)).map(|(code, _)| code).into_iter().collect()
}
